import { defineConfig } from "vitest/config";

const report = process.env["HUZHU_TEST_REPORT"];
/** A hang ends here; the long run's counts take their time. */
const TIMEOUT_MS = process.env["HUZHU_LONG"] === undefined ? 300_000 : 3_600_000;

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    environment: "node",
    testTimeout: TIMEOUT_MS,
    hookTimeout: 120_000,
    pool: "forks",
    maxWorkers: 2,
    reporters: report === undefined ? ["default"] : ["default", ["json", { outputFile: report }]],
  },
});
