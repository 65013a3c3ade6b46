import { defineConfig } from 'vitest/config';

const SLOW = { testTimeout: 60_000, hookTimeout: 60_000 };

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'architecture', include: ['test/architecture/**/*.test.ts'] } },
      { test: { name: 'unit', include: ['test/unit/**/*.test.ts'] } },
      { test: { name: 'page', include: ['test/unit/**/*.test.tsx'], environment: 'happy-dom' } },
      { test: { name: 'integration', include: ['test/integration/**/*.test.ts'], ...SLOW } },
      { test: { name: 'contract', include: ['test/contract/**/*.test.ts'], ...SLOW } },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
