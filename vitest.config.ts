import { defineConfig } from 'vitest/config';

// Everything but the browser tests runs in plain Node: the core is pure, and the device's store runs on fake-indexeddb.
export default defineConfig({
  test: {
    include: ['tests/{schema,convergence,server,client,architecture}/**/*.test.{ts,tsx}'],
    environment: 'node',
    // Generous, for small and busy machines: what passes does not wait.
    testTimeout: 90_000,
    hookTimeout: 90_000,
    maxWorkers: 2,
    // A test that depends on the zone or the language of the machine fails for someone else.
    env: { TZ: 'Europe/Istanbul' },
  },
});
