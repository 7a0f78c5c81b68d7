import type { ComponentLogger, Logger } from "@libp2p/interface";

function silent(): void {
  // libp2p's own lines may quote what peers sent, so that none is ever written, whatever DEBUG says
}

const logger: Logger = Object.assign(silent.bind(undefined), {
  error: silent,
  trace: silent,
  enabled: false,
  newScope: () => logger,
});

/** libp2p's logger, which writes nothing. */
export const silentLogger: ComponentLogger = { forComponent: () => logger };
