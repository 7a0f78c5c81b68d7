// One thread that verifies what it was given, once it is told to; see `ingest.ts`.
import { parentPort, workerData } from "node:worker_threads";
import { verifyAll, verifyCases } from "../native-rate.ts";

const cases = verifyCases(workerData);
parentPort?.once("message", () => parentPort?.postMessage(verifyAll(cases)));
parentPort?.postMessage(0);
