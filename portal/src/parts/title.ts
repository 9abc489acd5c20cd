import { useDocumentTitle } from '@mantine/hooks';

/** What the tab is called. */
export function useTitle(title: string): void {
  useDocumentTitle(`${title} · Gigastore`);
}
