export { STOPPING } from './batch.ts';
export { resetBatches, stopBatchesOf } from './batch-store.ts';
export { resumeBatch } from './change-batch.ts';
export { eraseBatchEmails, resetBatchItems } from './item-store.ts';
export { registerSaleBatchRoutes } from './routes.ts';
export {
  createBatchTasks,
  RESUME_BATCHES_TASK,
  SELL_BATCH_TASK,
} from './sell-batch-task.ts';
