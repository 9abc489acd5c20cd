export { type CarrierBalance, formatCost, isLow, stopsOrders, toDecimal } from './balance.ts';
export {
  clearBalanceWarning,
  markBalanceWarned,
  markUnfunded,
  selectBalances,
  upsertBalance,
  upsertLimits,
} from './balance-store.ts';
export { HEALTH_STATES } from './health.ts';
export { orderSources } from './order-sources.ts';
export { type CarrierStanding, readAllStandings, readStandings } from './read-carriers.ts';
export { registerRoutingRoutes } from './routes.ts';
export { createStandings, type Standings } from './standings.ts';
export { createRoutingTasks, ROUTING_SCHEDULE } from './tasks.ts';
