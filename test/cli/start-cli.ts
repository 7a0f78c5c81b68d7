import { run } from "../../src/cli/run.ts";

await run();
