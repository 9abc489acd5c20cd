import type { App } from '../../platform/http/typed-app.ts';
import type { WriteParts } from '../../platform/http/write.ts';
import { registerFileRoutes } from './file-routes.ts';
import { registerFormatRoutes } from './format-routes.ts';

/** Usage files and how they are read. */
export function registerUsageFileRoutes(app: App, parts: WriteParts): void {
  registerFormatRoutes(app, parts);
  registerFileRoutes(app, parts);
}
