import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client'

type Described<L extends string> = { name: string; help: string; labels?: readonly L[] }

/**
 * The numbers of one installation. Each function returns the metric of that name, making it the
 * first time, so that a room may be opened twice in one process.
 */
export type Metrics = {
  registry: Registry
  counter<L extends string = never>(options: Described<L>): Counter<L>
  /** `collect` is asked at every scrape, and sets the gauge. */
  gauge<L extends string = never>(
    options: Described<L> & { collect?: (gauge: Gauge<L>) => void | Promise<void> },
  ): Gauge<L>
  histogram<L extends string = never>(
    options: Described<L> & { buckets: readonly number[] },
  ): Histogram<L>
}

/** @param options.ofProcess also memory, CPU and event loop of this process */
export function createMetrics(options: { ofProcess?: boolean } = {}): Metrics {
  const registry = new Registry()
  if (options.ofProcess === true) collectDefaultMetrics({ register: registry })
  const made = new Map<string, unknown>()
  const once = <M>(name: string, make: () => M): M => {
    if (!made.has(name)) made.set(name, make())
    // A name belongs to one room, which asks for it with one function.
    return made.get(name) as M
  }
  return {
    registry,
    counter: (o) => once(o.name, () => new Counter(described(o, registry))),
    gauge: <L extends string>(
      o: Described<L> & { collect?: (gauge: Gauge<L>) => void | Promise<void> },
    ) =>
      once(o.name, () => {
        const gauge: Gauge<L> = new Gauge({
          ...described(o, registry),
          ...(o.collect && { collect: () => o.collect?.(gauge) }),
        })
        return gauge
      }),
    histogram: (o) =>
      once(o.name, () => new Histogram({ ...described(o, registry), buckets: [...o.buckets] })),
  }
}

function described<L extends string>(
  { name, help, labels = [] }: Described<L>,
  registry: Registry,
): { name: string; help: string; labelNames: L[]; registers: Registry[] } {
  return { name, help, labelNames: [...labels], registers: [registry] }
}
