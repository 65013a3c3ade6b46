import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const SLOW = { testTimeout: 60_000, hookTimeout: 60_000 };

/** Files share a process, which reads the core once instead of for each file: every test has its own workbench. */
const SHARED = { isolate: false };

export default defineConfig({
  test: {
    // Tests wait for the disk and the browser a good part of their time, so that two cores are worth two files at once.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      { test: { name: 'architecture', include: ['test/architecture/**/*.test.ts'] } },
      { test: { name: 'unit', include: ['test/unit/**/*.test.ts'] } },
      { test: { name: 'page', include: ['test/unit/**/*.test.tsx'], environment: 'happy-dom' } },
      { test: { name: 'integration', include: ['test/integration/**/*.test.ts'], ...SLOW, ...SHARED } },
      { test: { name: 'contract', include: ['test/contract/**/*.test.ts'], ...SLOW, ...SHARED } },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          expect: { poll: { timeout: 10_000 } },
          globalSetup: 'test/e2e/support/prepare.ts',
        },
      },
    ],
  },
});
