export { registerSandboxRoutes, type SandboxParts } from './routes.ts';
