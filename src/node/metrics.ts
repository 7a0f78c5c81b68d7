import type { DialOutcome, NetMeter } from "../net/net-meter.ts";
import type { GossipVerdict, RequestProtocol, Topic } from "../net/transport.ts";
import type { Alarm } from "../peer/output.ts";

/** Everything `/metrics` exports. Labels come from small closed sets: never who, what or how much. */
export const METRICS = {
  huzhu_height: { type: "gauge", help: "Height of the last seal." },
  huzhu_sealed_age_seconds: { type: "gauge", help: "Age of the sealed time: how old what is sealed is." },
  huzhu_provisional_events: { type: "gauge", help: "Events held that no seal has yet." },
  huzhu_orphan_events: { type: "gauge", help: "Events that wait for a predecessor." },
  huzhu_stored_events: { type: "gauge", help: "Events that the log names." },
  huzhu_store_bytes: { type: "gauge", help: "Bytes of the store's files on disk." },
  huzhu_peers_connected: { type: "gauge", help: "Peers with both hellos done." },
  huzhu_peers_relayed: { type: "gauge", help: "Of these, those reached through a relay alone." },
  huzhu_relay_places: { type: "gauge", help: "Places at relays: held there, given here." },
  huzhu_seal_round: { type: "gauge", help: "Round of the seal under way, from 0." },
  huzhu_seals_total: { type: "counter", help: "Seals applied since the start." },
  huzhu_gossip_messages_total: { type: "counter", help: "Gossip by topic, way and verdict (sent: out)." },
  huzhu_requests_total: { type: "counter", help: "Questions asked and answered, by protocol and outcome." },
  huzhu_dials_total: { type: "counter", help: "Calls to members' addresses by outcome." },
  huzhu_socket_bytes_total: { type: "counter", help: "Bytes at the peers' sockets." },
  huzhu_signature_checks_total: { type: "counter", help: "Signatures checked." },
  huzhu_penalties_total: { type: "counter", help: "Penalties given to peers." },
  huzhu_alarms_total: { type: "counter", help: "Alarms raised by code." },
  huzhu_event_loop_delay_seconds: { type: "gauge", help: "Delay of the event loop since the last look." },
  huzhu_resident_bytes: { type: "gauge", help: "Resident memory of the process." },
} as const satisfies Record<string, { readonly type: "gauge" | "counter"; readonly help: string }>;

export type MetricName = keyof typeof METRICS;

export interface Sample {
  readonly name: MetricName;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export type Protocol = "hello" | RequestProtocol;
export type RequestOutcome = "answered" | "refused" | "timed-out" | "failed";

/** What happened since the start, counted where it happens. */
export class Metrics implements NetMeter {
  readonly #counts = new Map<string, Sample>();
  readonly #dialed: (peer: string, outcome: DialOutcome) => void;
  readonly #identified: (peer: string, software: string) => void;
  // told very often
  #signatureChecks = 0;
  #bytesIn = 0;
  #bytesOut = 0;

  /** `told`: who else wants to know of the outcomes that have a peer's name. */
  constructor(told: Pick<NetMeter, "dialed" | "identified">) {
    this.#dialed = (peer, outcome) => told.dialed(peer, outcome);
    this.#identified = (peer, software) => told.identified(peer, software);
  }

  bytes(way: "in" | "out", count: number): void {
    if (way === "in") this.#bytesIn += count;
    else this.#bytesOut += count;
  }

  dialed(peer: string, outcome: DialOutcome): void {
    this.#count("huzhu_dials_total", { outcome });
    this.#dialed(peer, outcome);
  }

  identified(peer: string, software: string): void {
    this.#identified(peer, software);
  }

  unserved(protocol: RequestProtocol, outcome: "timed-out" | "failed"): void {
    this.request(protocol, "served", outcome);
  }

  request(protocol: Protocol, side: "asked" | "served", outcome: RequestOutcome): void {
    this.#count("huzhu_requests_total", { protocol, side, outcome });
  }

  gossip(topic: Topic, way: "in" | "out", verdict: GossipVerdict | "sent"): void {
    this.#count("huzhu_gossip_messages_total", { topic, way, verdict });
  }

  signatureChecked(): void {
    this.#signatureChecks++;
  }

  penalized(): void {
    this.#count("huzhu_penalties_total", {});
  }

  sealed(): void {
    this.#count("huzhu_seals_total", {});
  }

  alarmed(code: Alarm["code"]): void {
    this.#count("huzhu_alarms_total", { code });
  }

  samples(): readonly Sample[] {
    return [
      ...this.#counts.values(),
      { name: "huzhu_signature_checks_total", labels: {}, value: this.#signatureChecks },
      { name: "huzhu_socket_bytes_total", labels: { way: "in" }, value: this.#bytesIn },
      { name: "huzhu_socket_bytes_total", labels: { way: "out" }, value: this.#bytesOut },
    ];
  }

  #count(name: MetricName, labels: Sample["labels"]): void {
    const key = [name, ...Object.values(labels)].join(" ");
    this.#counts.set(key, { name, labels, value: (this.#counts.get(key)?.value ?? 0) + 1 });
  }
}
