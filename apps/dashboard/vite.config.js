import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** One page, whole: Splunk's packages expect Node's `process.env.NODE_ENV` and `global` to be there. */
export default defineConfig({
  plugins: [react()],
  base: './',
  define: { 'process.env.NODE_ENV': '"production"', global: 'globalThis' },
  build: { chunkSizeWarningLimit: 20_000, reportCompressedSize: false, sourcemap: false },
});
