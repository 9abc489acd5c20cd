import { lazyRouteComponent, useParams } from '@tanstack/react-router';

const HomePage = lazyRouteComponent(() => import('../pages/home/home.tsx'), 'HomePage');
const OperatorHome = lazyRouteComponent(() => import('../operator/home/home.tsx'), 'OperatorHome');

/** The first page of a side. */
export function StartPage() {
  const { mode } = useParams({ from: '/$mode' });
  return mode === 'operator' ? <OperatorHome /> : <HomePage />;
}
