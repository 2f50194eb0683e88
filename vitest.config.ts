import { defineConfig } from 'vitest/config'
import { webPlugins } from './vite.config.ts'

export default defineConfig({
  test: {
    // A database and a server a file: more files at once than cores only make each slower.
    maxWorkers: 2,
    // A file of results beside the printed ones, for whoever counts them.
    reporters: process.env['VITEST_JSON'] ? ['default', ['json', { outputFile: process.env['VITEST_JSON'] }]] : ['default'],
    projects: [
      {
        test: {
          name: 'node',
          include: ['tests/{shared,server}/**/*.test.ts'],
          environment: 'node',
          globalSetup: ['tests/server/cluster.ts'],
          setupFiles: ['tests/server/after-file.ts'],
          // Loading the server takes longer than most of its test files do.
          isolate: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.ts'],
          globalSetup: ['tests/browser/start.ts'],
          environment: 'node',
          testTimeout: 240_000,
        },
      },
      {
        plugins: webPlugins(),
        test: {
          name: 'web',
          include: ['tests/web/**/*.test.ts'],
          environment: 'happy-dom',
          testTimeout: 30_000,
          server: { deps: { inline: ['element-plus'] } },
        },
      },
    ],
  },
})
