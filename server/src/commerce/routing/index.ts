export { type CarrierBalance, formatCost, isLow, stopsOrders } from './balance.ts';
export { clearBalanceWarning, markBalanceWarned, selectBalances } from './balance-store.ts';
export { type CarrierStanding, readAllStandings, readStandings } from './read-carriers.ts';
export { registerRoutingRoutes } from './routes.ts';
export { createRoutingTasks, ROUTING_SCHEDULE } from './tasks.ts';
