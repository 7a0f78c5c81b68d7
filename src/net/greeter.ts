import type { Connection, Libp2p, Stream } from "@libp2p/interface";
import { lpStream } from "@libp2p/utils";
import { Allowances } from "./allowance.ts";
import { bestConnection } from "./best-connection.ts";
import { isOversize, OVERSIZE_POINTS } from "./fault-points.ts";
import type { GreeterOptions } from "./greeter-options.ts";
import { hostOf } from "./host-of.ts";
import { reasonOf } from "./net-log.ts";
import { RecentNames } from "./recent-names.ts";
import { TellerLines } from "./teller-lines.ts";
import type { GreetedPeer } from "./transport.ts";

export const HELLO_PROTOCOL = "/huzhu/hello/1";
export const HELLO_BYTES_MAX = 16 * 1024;
const MANY_KEYS = "one device under many transport keys";
/** The dialer's last frame: it has checked the listener's hello and will serve it. */
const ACCEPT = Uint8Array.of(1);

/** Both sides dial at once, and one that is dead is not known to be. */
export const CONNECTIONS_PER_PEER_MAX = 3;
/** Transport keys that one device may be up with: the one it had and the one it has. */
export const PEERS_PER_DEVICE_MAX = 2;
/** Hellos of one device in a minute; each costs a signature check, and libp2p's notes. */
export const HELLOS_PER_MINUTE = 240;

/** One connection on its way from unknown to greeted. */
interface Line {
  readonly connection: Connection;
  readonly settled: PromiseWithResolvers<GreetedPeer | undefined>;
  readonly deadline: NodeJS.Timeout;
  /** a hello stream is open on it */
  underway: boolean;
  greeted: GreetedPeer | undefined;
  isTeller: boolean;
}

/**
 * Says hello on every connection (dialer's hello, listener's hello, dialer's acceptance) and knows who is up: a peer
 * is up from its first greeted connection until its last one closes. A connection without both hellos is closed.
 */
export class Greeter {
  readonly tellers: TellerLines;
  readonly #options: GreeterOptions;
  readonly #lines = new Map<string, Line>();
  readonly #hellos = new Allowances(HELLOS_PER_MINUTE, () => performance.now());
  readonly #known = new RecentNames();

  constructor(options: GreeterOptions) {
    const { handlers } = options;
    this.#options = options;
    this.tellers = new TellerLines({
      onUp: (teller) => this.#guarded("onPeerUp", () => handlers.onPeerUp(teller)),
      onDown: (peer, isSentAway) => this.#guarded("onPeerDown", () => handlers.onPeerDown(peer, isSentAway)),
    });
  }

  async attach(node: Libp2p): Promise<void> {
    node.addEventListener("connection:open", (event) => this.#open(event.detail));
    node.addEventListener("connection:close", (event) => this.#close(event.detail));
    await node.handle(HELLO_PROTOCOL, (stream, connection) => this.#answer(stream, connection), {
      maxInboundStreams: 1,
      runOnLimitedConnection: true,
    });
  }

  /** Greeted peers, each once. */
  peers(): readonly GreetedPeer[] {
    const up = new Map<string, GreetedPeer>();
    for (const line of this.#lines.values()) {
      if (line.greeted !== undefined) up.set(line.greeted.peer, line.greeted);
    }
    return [...up.values()];
  }

  isUp(peer: string): boolean {
    return this.connection(peer) !== undefined;
  }

  /** It is up, or was lately. */
  wasUp(peer: string): boolean {
    return this.#known.has(peer);
  }

  /** The newest greeted open connection of a peer; one through a relay only where there is no other. */
  connection(peer: string): Connection | undefined {
    return bestConnection(this.connections(peer));
  }

  /** Its greeted open connections. */
  connections(peer: string): readonly Connection[] {
    return [...this.#lines.values()].flatMap(({ connection, greeted }) =>
      greeted?.peer === peer && connection.status === "open" ? connection : [],
    );
  }

  /** Greeted, and a member by the roll as it is now. */
  isMemberUp(peer: string): boolean {
    const greeted = this.peers().find((other) => other.peer === peer);
    return greeted !== undefined && this.isMember(greeted);
  }

  isMember(greeted: GreetedPeer): boolean {
    return this.#options.handlers.isMember?.(greeted) ?? greeted.member;
  }

  /** Closes the connections of all that may not stay. */
  keepOnly(mayStay: (peer: GreetedPeer) => boolean): void {
    for (const line of this.#lines.values()) {
      if (line.greeted !== undefined && !mayStay(line.greeted)) this.#fail(line, "no longer welcome");
    }
    this.tellers.end((teller) => !mayStay(teller));
  }

  /** How the hello of this connection ends: undefined where it fails, at the latest after `helloMs`. */
  async outcome(connection: Connection): Promise<GreetedPeer | undefined> {
    return await this.#lines.get(connection.id)?.settled.promise;
  }

  /**
   * As `outcome`, but undefined at once where no hello has begun. What an honest peer sends after its own hello
   * arrives when ours has begun, though perhaps not yet ended.
   */
  async outcomeIfBegun(connection: Connection): Promise<GreetedPeer | undefined> {
    const line = this.#lines.get(connection.id);
    return line?.underway === true ? await line.settled.promise : line?.greeted;
  }

  #open(connection: Connection): void {
    if (connection.status !== "open" || this.#lines.has(connection.id)) return;
    const deadline = setTimeout(() => this.#fail(line, "no hello in time"), this.#options.times.helloMs);
    const line: Line = {
      connection,
      settled: Promise.withResolvers(),
      deadline,
      underway: false,
      greeted: undefined,
      isTeller: false,
    };
    this.#lines.set(connection.id, line);
    if (connection.direction === "outbound") void this.#dialerHello(line);
  }

  #close(connection: Connection): void {
    const line = this.#lines.get(connection.id);
    if (line === undefined) return;
    this.#lines.delete(connection.id);
    clearTimeout(line.deadline);
    line.settled.resolve(undefined);
    this.tellers.closed(connection);
    const peer = connection.remotePeer.toString();
    if (this.peers().some((other) => other.peer === peer)) return;
    const wasUp = line.greeted !== undefined;
    if (wasUp) this.#guarded("onPeerDown", () => this.#options.handlers.onPeerDown(peer));
    this.#options.onLost(peer, wasUp || line.isTeller);
  }

  async #dialerHello(line: Line): Promise<void> {
    line.underway = true;
    const signal = AbortSignal.timeout(this.#options.times.helloMs);
    try {
      const stream = await line.connection.newStream(HELLO_PROTOCOL, {
        signal,
        runOnLimitedConnection: true,
      });
      const frames = lpStream(stream, { maxDataLength: HELLO_BYTES_MAX, maxBufferSize: HELLO_BYTES_MAX * 2 });
      await frames.write(this.#ourHello(line), { signal });
      const peer = this.#checked(line, (await frames.read({ signal })).slice());
      await frames.write(ACCEPT, { signal });
      await stream.close({ signal });
      this.#up(line, peer);
    } catch (error) {
      this.#fault(line, error);
    }
  }

  async #answer(stream: Stream, connection: Connection): Promise<void> {
    const line = this.#lines.get(connection.id);
    if (line === undefined || line.underway || connection.direction === "outbound") {
      stream.abort(new Error("a hello is said once, by the dialer"));
      return;
    }
    line.underway = true;
    const signal = AbortSignal.timeout(this.#options.times.helloMs);
    try {
      const frames = lpStream(stream, { maxDataLength: HELLO_BYTES_MAX, maxBufferSize: HELLO_BYTES_MAX * 2 });
      const hello = (await frames.read({ signal })).slice();
      const peer = await this.#checkedOrTold(line, hello, (why) => frames.write(why, { signal }));
      await frames.write(this.#ourHello(line, peer.isTeller), { signal });
      await frames.read({ signal });
      await stream.close({ signal });
      this.#up(line, peer);
    } catch (error) {
      this.#fault(line, error);
    }
  }

  #fault(line: Line, error: unknown): void {
    const peer = line.connection.remotePeer.toString();
    if (isOversize(error)) this.#options.bad(peer, OVERSIZE_POINTS, "a hello larger than a frame");
    this.#fail(line, reasonOf(error));
  }

  /** As `#checked`; a newcomer is told why not, and given the time to read it: who dialled closes, or the deadline does. */
  async #checkedOrTold(line: Line, hello: Uint8Array, tell: (why: Uint8Array) => Promise<void>) {
    try {
      return this.#checked(line, hello);
    } catch (error) {
      const { handlers, localPeer } = this.#options;
      const why = handlers.turnAway?.(localPeer, line.connection.remotePeer.toString(), hello);
      if (why === undefined) throw error;
      await tell(why);
      await line.settled.promise;
      throw error;
    }
  }

  #ourHello({ connection }: Line, isForTeller = false): Uint8Array {
    const { handlers, localPeer } = this.#options;
    return handlers.makeHello(localPeer, connection.remotePeer.toString(), isForTeller);
  }

  #checked(line: Line, hello: Uint8Array): GreetedPeer {
    const { handlers, localPeer, isBanned } = this.#options;
    const remotePeer = line.connection.remotePeer.toString();
    const greeted = handlers.checkHello(localPeer, remotePeer, hello, hostOf(line.connection.remoteAddr));
    if (greeted === undefined) throw new Error("hello refused");
    if (isBanned(greeted.device)) throw new Error("this device is kept out");
    const hellos = this.#hellos.of(greeted.device);
    hellos.take(1);
    if (!hellos.isWithin) throw new Error("too many hellos of one device");
    if (this.#isDeviceFull(greeted.device, remotePeer)) throw new Error(MANY_KEYS);
    if (this.#isFull(remotePeer)) throw new Error("as many peers as allowed");
    return { ...greeted, peer: remotePeer };
  }

  #isDeviceFull(device: string, peer: string): boolean {
    const others = this.peers().filter((other) => other.device === device && other.peer !== peer);
    return others.length >= PEERS_PER_DEVICE_MAX;
  }

  #isFull(peer: string): boolean {
    return !this.isUp(peer) && this.peers().length >= this.#options.maxPeers;
  }

  #up(line: Line, peer: GreetedPeer): void {
    if (!this.#lines.has(line.connection.id)) return;
    if (peer.isTeller) this.#listen(line, peer);
    else this.#come(line, peer);
  }

  #come(line: Line, peer: GreetedPeer): void {
    this.tellers.end((teller) => teller.peer === peer.peer);
    if (this.#isFull(peer.peer)) throw new Error("as many peers as allowed");
    if (this.#isDeviceFull(peer.device, peer.peer)) throw new Error(MANY_KEYS);
    const isFirst = !this.peers().some((other) => other.peer === peer.peer);
    clearTimeout(line.deadline);
    line.greeted = peer;
    this.#options.door.letIn(line.connection);
    this.#known.add(peer.peer);
    this.#closeOldest(peer.peer);
    if (isFirst) this.#guarded("onPeerUp", () => this.#options.handlers.onPeerUp(peer));
    line.settled.resolve(peer);
    this.#options.onGreeted(line.connection);
  }

  /** A teller is up for our questions alone: to everything else the hello of this connection has failed. */
  #listen(line: Line, teller: GreetedPeer): void {
    if (this.isUp(teller.peer)) throw new Error("a peer that is up, and a teller");
    clearTimeout(line.deadline);
    line.isTeller = true;
    this.#options.door.letIn(line.connection);
    line.settled.resolve(undefined);
    this.tellers.open(line.connection, teller);
  }

  #closeOldest(peer: string): void {
    const lines = [...this.#lines.values()].filter(({ greeted }) => greeted?.peer === peer);
    for (const { connection } of lines.slice(0, -CONNECTIONS_PER_PEER_MAX))
      connection.abort(new Error("more connections than one peer needs"));
  }

  #fail(line: Line, reason: string): void {
    const peer = line.connection.remotePeer.toString();
    this.#options.log("info", "connection without a hello closed", { peer, reason });
    line.connection.abort(new Error(reason));
  }

  /** A throw in the node's handler is a bug of ours: told loudly, and the network goes on. */
  #guarded(handler: string, call: () => void): void {
    try {
      call();
    } catch (error) {
      this.#options.log("error", "a handler threw", { handler, reason: reasonOf(error) });
    }
  }
}
