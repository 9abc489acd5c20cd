import { useDocumentTitle } from '@mantine/hooks';

/** Sets the title of the browser tab. */
export function useTitle(title: string): void {
  useDocumentTitle(`${title} · Gigastore`);
}
