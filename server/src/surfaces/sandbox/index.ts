export type { SandboxParts } from './parts.ts';
export { registerSandboxRoutes } from './routes.ts';
