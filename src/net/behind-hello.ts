import type { GossipSubComponents } from "@libp2p/gossipsub";
import type { Connection, Stream, StreamHandler, Topology } from "@libp2p/interface";
import type { Greeter } from "./greeter.ts";
import { type NetLog, reasonOf } from "./net-log.ts";
import type { GreetedPeer } from "./transport.ts";

type Registrar = GossipSubComponents["registrar"];

/** Puts a libp2p service or transport behind the hello: see `behindHello`. */
export type Gate = <Components extends object, Made>(
  make: (components: Components) => Made,
) => (components: Components) => Made;

/**
 * Everything that brings a protocol of its own goes through this gate: for it a connection exists only once it is
 * greeted, by somebody whom `admits` lets through. So nobody is answered before the hello, and a stranger's copy of a
 * gossiped message cannot make us drop the same message from a member as already seen.
 */
export function behindHello(
  greeter: Greeter,
  log: NetLog,
  admits: (greeted: GreetedPeer) => boolean = () => true,
): Gate {
  return (make) => (components) =>
    make(
      new Proxy(components, {
        get: (target, name) => {
          const component: unknown = Reflect.get(target, name);
          if (name !== "registrar") return component;
          return greetedRegistrar(component as Registrar, greeter, log, admits);
        },
      }),
    );
}

function greetedRegistrar(
  registrar: Registrar,
  greeter: Greeter,
  log: NetLog,
  admits: (greeted: GreetedPeer) => boolean,
): Registrar {
  return {
    getProtocols: () => registrar.getProtocols(),
    getHandler: (protocol) => registrar.getHandler(protocol),
    getMiddleware: (protocol) => registrar.getMiddleware(protocol),
    getTopologies: (protocol) => registrar.getTopologies(protocol),
    use: (protocol, middleware) => registrar.use(protocol, middleware),
    unuse: (protocol) => registrar.unuse(protocol),
    unhandle: (protocol, options) => registrar.unhandle(protocol, options),
    unregister: (id) => registrar.unregister(id),
    handle: (protocol, handler, options) =>
      registrar.handle(protocol, afterHello(handler, greeter, admits), options),
    register: (protocol, topology, options) =>
      registrar.register(protocol, topologyAfterHello(topology, greeter, log), options),
  };
}

function afterHello(
  handler: StreamHandler,
  greeter: Greeter,
  admits: (greeted: GreetedPeer) => boolean,
): StreamHandler {
  return async (stream: Stream, connection: Connection) => {
    // Paused, the other side stops at one window; unread data over 4 MiB would reset the stream.
    stream.pause();
    const greeted = await greeter.outcome(connection);
    if (greeted === undefined || !admits(greeted)) {
      stream.abort(new Error("no hello"));
      return;
    }
    if (stream.status !== "open") return;
    const handled = handler(stream, connection);
    stream.resume();
    await handled;
  };
}

function topologyAfterHello(topology: Topology, greeter: Greeter, log: NetLog): Topology {
  const { onConnect } = topology;
  if (onConnect === undefined) return topology;
  return {
    ...topology,
    onConnect: (peer, connection) => {
      // Not awaited: identify calls one topology after the other.
      greeter
        .outcome(connection)
        .then((greeted) => {
          if (greeted === undefined || connection.status !== "open") return undefined;
          return onConnect(peer, connection);
        })
        .catch((error: unknown) => log("warn", "a protocol was not opened", { reason: reasonOf(error) }));
    },
  };
}
