import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Where the API answers while `npm run dev` serves the portal's sources. */
const api = process.env.GIGASTORE_DEV_API ?? 'http://127.0.0.1:3000';
/** The paths that belong to the API; everything else under `/portal/` is the portal's. */
const API_PATHS = '^/(?!portal/)';

export default defineConfig({
  base: '/portal/',
  plugins: [react()],
  build: {
    target: 'es2022',
    // Fonts and pictures stay files: the policy allows no data: fonts.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1000,
    manifest: true,
  },
  server: {
    host: '127.0.0.1',
    proxy: { [API_PATHS]: { target: api, changeOrigin: false } },
  },
});
