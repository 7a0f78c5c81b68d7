import type { AuthenticEvent } from "../events/event.ts";
import type { RefusalCode } from "../events/refusals.ts";
import type { Verify } from "../events/signature.ts";
import { createLibp2pTransport } from "../net/libp2p-host.ts";
import type { Transport } from "../net/transport.ts";
import type { Alarm } from "../peer/output.ts";
import { Peer } from "../peer/peer.ts";
import type { EventStore } from "../store/event-store.ts";
import { openLevelStore } from "../store/level-store.ts";
import { AlarmBoard } from "./alarm-board.ts";
import type { LossListener } from "./answer-request.ts";
import { Driver } from "./driver.ts";
import { Blobs } from "./evidence/blobs.ts";
import { Figures } from "./figures.ts";
import { handlersOf } from "./handlers.ts";
import { type HealthTold, type Healthy, healthTold } from "./health.ts";
import { deviceSigner, firstEventOf, type Home, readHome, storePath } from "./home-file.ts";
import { Homestead } from "./homestead.ts";
import { Housekeeping } from "./housekeeping.ts";
import { IsolationWatch, sightOf } from "./isolation-watch.ts";
import { KeyKeeper } from "./key-keeper.ts";
import { lossesTo } from "./losses-to.ts";
import { MemberDesk } from "./member-desk.ts";
import { meteredHandlers, meteredTransport, meteredVerify } from "./metered.ts";
import { Metrics, type Sample } from "./metrics.ts";
import { useNativeCode } from "./native-code.ts";
import { Neighbours } from "./neighbours.ts";
import type { NodeOptions } from "./node-options.ts";
import type { NodeParts } from "./node-parts.ts";
import type { NodeService } from "./node-service.ts";
import { Repair } from "./repair.ts";
import { restore } from "./restore.ts";
import { createService } from "./service.ts";
import { settleHome } from "./settle-home.ts";
import { Tellers } from "./tellers.ts";
import { transportOptions } from "./transport-options.ts";
import { isMemberNow } from "./welcome.ts";

export interface RunningNode {
  readonly service: NodeService & Healthy;
  readonly home: Home;
  /** listened on, where that is kept for the next start; `home` has the one before */
  readonly port: number | null;
  /** what `/metrics` exports */
  figures(): Promise<readonly Sample[]>;
  stop(): Promise<void>;
}

/** How often the clock is shown to the peer. */
const TICK_MS = 200;
/** How often each peer is asked for news. */
const SYNC_EVERY_MS = 60_000;
/** How often lost pieces are asked for, and the address book looked through. */
const HOUSEKEEPING_MS = 5_000;

/** Opens the home's store, replays it, and joins the network. Throws OperatorError. */
export async function runNode(
  path: string,
  options: NodeOptions = {},
  parts: NodeParts = {},
): Promise<RunningNode> {
  const found = await readHome(path);
  const verify = useNativeCode();
  const opened = await openLevelStore(storePath(path), parts.wrapMedium);
  const store = parts.wrapStore?.(opened) ?? opened;
  try {
    const home = await Homestead.open(await settleHome(found, store), parts.clock, options.log);
    return await new Assembly(home, options, parts, store, verify).start();
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** Puts store, peer and network together and keeps them going. */
class Assembly {
  readonly #home: Home;
  readonly #homestead: Homestead;
  readonly #options: NodeOptions;
  readonly #store: EventStore;
  readonly #verify: Verify;
  readonly #clock: () => number;
  readonly #peer: Peer;
  readonly #transport: Transport;
  readonly #driver: Driver;
  readonly #repair: Repair;
  readonly #housekeeping: Housekeeping;
  readonly #blobs: Blobs;
  readonly #keys: KeyKeeper;
  readonly #losses: LossListener;
  readonly #firstEvent: AuthenticEvent;
  readonly #neighbours: Neighbours;
  readonly #metrics: Metrics;
  readonly #figures: Figures;
  readonly #alarms: AlarmBoard;
  readonly #tellers = new Tellers(() => performance.now());
  readonly #isolation = new IsolationWatch(performance.now());
  readonly #changes = new EventTarget();
  readonly #timers: NodeJS.Timeout[] = [];

  constructor(
    homestead: Homestead,
    options: NodeOptions,
    parts: NodeParts,
    store: EventStore,
    verify: Verify,
  ) {
    const { home } = homestead;
    this.#home = home;
    this.#homestead = homestead;
    this.#options = options;
    this.#store = store;
    this.#clock = parts.clock ?? Date.now;
    const syncEveryMs = options.syncEveryMs ?? SYNC_EVERY_MS;
    this.#neighbours = new Neighbours(this.#clock);
    this.#metrics = new Metrics(this.#neighbours);
    this.#verify = meteredVerify(verify, this.#metrics);
    this.#alarms = new AlarmBoard(
      () => this.#changed(),
      (code) => this.#metrics.alarmed(code),
      options.log,
    );
    this.#firstEvent = firstEventOf(home);
    this.#peer = new Peer({
      community: home.community,
      signer: deviceSigner(home),
      verify: this.#verify,
      syncEveryMs,
      lastSign: store.lastSign(),
      stopped: homestead.stopped,
    });
    const now = { clock: this.#clock, peer: () => this.#peer, transport: () => this.#transport };
    this.#blobs = new Blobs({ home, everyMs: syncEveryMs, ...now });
    this.#keys = new KeyKeeper({ homestead, ...now, log: options.log });
    const transport = this.#makeTransport();
    this.#transport = meteredTransport(parts.wrapTransport?.(transport) ?? transport, this.#metrics);
    const healed = (what: "event" | "seal", name: string) => this.#alarms.healed(what, name);
    this.#repair = new Repair(store, this.#transport, this.#peer, this.#verify, healed);
    this.#losses = lossesTo(this.#repair, this.#alarms);
    this.#driver = this.#makeDriver();
    this.#housekeeping = new Housekeeping({
      ...{ home, homestead, options, store, firstEvent: this.#firstEvent, clock: this.#clock },
      ...{ peer: this.#peer, transport: this.#transport, tellers: this.#tellers },
      ...{ repair: this.#repair, driver: this.#driver },
    });
    const looked = { peer: this.#peer, store, storePath: storePath(this.#home.path) };
    const around = { transport: this.#transport, metrics: this.#metrics, clock: this.#clock };
    this.#figures = new Figures({ ...looked, ...around });
  }

  async start(): Promise<RunningNode> {
    const { outputs, lost } = await restore(this.#peer, this.#store, this.#verify, this.#clock());
    for (const id of lost.events) this.#losses.eventLost(id);
    for (const height of lost.seals) this.#losses.sealLost(height);
    if (lost.base) this.#alarms.raise({ code: "piece-lost", what: "base", name: "base" });
    if (lost.log) {
      this.#alarms.raise({ code: "piece-lost", what: "log", name: "log" });
      // what it named comes back by sync; what is sound is put in order now
      await this.#store.rebuildIndex();
    }
    this.#transport.keepConnected(this.#housekeeping.book());
    await this.#transport.start();
    this.#driver.enqueue(outputs);
    if (this.#homestead.isOnlyCopy) this.#driver.drive({ type: "only-copy" });
    this.#every(TICK_MS, () => this.#driver.drive({ type: "tick" }));
    this.#every(HOUSEKEEPING_MS, () => this.#keepHouse());
    this.#every(Math.min(HOUSEKEEPING_MS, this.#blobs.everyMs), () => this.#keep(this.#blobs.run()));
    this.#keepHouse();
    const told = createService({
      home: this.#home,
      peer: this.#peer,
      store: this.#store,
      transport: this.#transport,
      driver: this.#driver,
      keys: this.#keys.ring,
      clock: this.#clock,
      alarms: () => this.#alarms.all,
      losses: this.#losses,
      changes: this.#changes,
      announced: () => this.#housekeeping.announced(),
      evidence: (claim) => this.#blobs.told(claim),
      onlyCopy: () => this.#homestead.sayOnlyCopy(() => this.#driver.drive({ type: "only-copy" })),
    });
    const service = { ...told, health: () => this.#health() };
    const figures = () => this.#figures.look();
    return { service, home: this.#home, port: this.#homestead.home.port, figures, stop: () => this.#stop() };
  }

  async #stop(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    this.#figures.stop();
    await this.#blobs.stop();
    await this.#transport.stop();
    await this.#driver.stop();
    await this.#homestead.idle();
    await this.#store.close();
  }

  #every(ms: number, act: () => void): void {
    this.#timers.push(setInterval(act, ms));
  }

  #makeTransport(): Transport {
    const keep = (written: Promise<void>) => this.#keep(written);
    const held = this.#keys.ring.held();
    const options = transportOptions(this.#homestead, held, this.#options, this.#metrics, keep);
    const handlers = handlersOf({
      home: this.#home,
      firstEvent: this.#firstEvent,
      verify: this.#verify,
      tellers: this.#tellers,
      alarms: this.#alarms,
      desk: this.#makeDesk(),
      budgets: this.#options.budgets,
      log: this.#options.log ?? (() => undefined),
      peer: () => this.#peer,
      clock: this.#clock,
      driver: () => this.#driver,
      transport: () => this.#transport,
      changed: () => this.#changed(),
      turnedAway: (refusal) => this.#turnedAway(refusal),
    });
    return createLibp2pTransport(options, meteredHandlers(handlers, this.#metrics));
  }

  #makeDesk(): MemberDesk {
    const answerers = { "network-key": this.#keys.answerer, ...this.#blobs.answerers() };
    return new MemberDesk(answerers, ({ device }) => isMemberNow(this.#peer.journal, device));
  }

  #makeDriver(): Driver {
    return new Driver({
      peer: this.#peer,
      store: this.#store,
      transport: this.#transport,
      verify: this.#verify,
      losses: this.#losses,
      log: this.#options.log ?? (() => undefined),
      clock: this.#clock,
      alarm: (alarm) => this.#alarm(alarm),
      sealed: (height) => {
        this.#metrics.sealed();
        this.#alarms.sealed(height);
        this.#housekeeping.keepWelcome();
        this.#keep(Promise.all([this.#blobs.run(), this.#keys.look()]));
      },
      brought: (from) => this.#tellers.brought(from),
      heard: (from, response) => this.#neighbours.answered(from, response),
      changed: () => this.#changed(),
      fatal: (error) => this.#fatal(error),
    });
  }

  #keepHouse(): void {
    this.#alarms.isolation(this.#isolation.look(sightOf(this.#peer, this.#transport, this.#neighbours)));
    this.#keep(Promise.all([this.#housekeeping.run(), this.#keys.look()]));
  }

  #health(): HealthTold {
    const { listen, announce } = this.#options;
    const parts = { peer: this.#peer, transport: this.#transport, neighbours: this.#neighbours };
    const book = this.#housekeeping.book();
    // what is announced says nothing about where we listen
    return healthTold({ ...parts, book, listen: announce === undefined ? [] : (listen ?? []) });
  }

  /** Who is let in by one need not mind another, who may know less. */
  #turnedAway(refusal: RefusalCode): void {
    if (this.#transport.peers().length === 0) this.#alarms.raise({ code: "turned-away", refusal });
  }

  #alarm(alarm: Alarm): void {
    this.#alarms.raise(alarm);
    if (alarm.code === "device-stopped") this.#keep(this.#homestead.stop(alarm.reason));
  }

  /** What is done beside the driver's writes; a disk that fails there ends the node too. */
  #keep(written: Promise<unknown>): void {
    written.catch((error: unknown) => this.#fatal(error));
  }

  #changed(): void {
    if (this.#peer.journal !== null) this.#alarms.healed("base", "base");
    if (this.#peer.seals.found === null) this.#alarms.recovered();
    if (this.#homestead.isMoved && this.#peer.own.stopped === null) {
      this.#alarms.signsAgain();
      this.#keep(this.#homestead.arrive());
    }
    this.#changes.dispatchEvent(new Event("change"));
  }

  #fatal(error: unknown): void {
    for (const timer of this.#timers) clearInterval(timer);
    this.#options.onFatal?.(error);
  }
}
