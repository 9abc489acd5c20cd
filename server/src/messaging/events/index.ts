export {
  compatibleData,
  EVENT_TYPES,
  type Event,
  type EventDraft,
  type EventType,
  showEvent,
} from './event.ts';
export { sampleEvent } from './event-samples.ts';
export { recordAllEvents, recordEvents } from './record-events.ts';
export { registerEventRoutes } from './routes.ts';
export { compatibleSchemaOf, eventSchemaOf } from './schemas.ts';
export {
  lockEventLogs,
  openEventLog,
  readLastSequence,
  resetEvents,
  selectEvents,
} from './store.ts';
