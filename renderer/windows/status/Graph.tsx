/** The throughput of the last two minutes, both ways, with a legend; in words for those who do not see it. */
import { useEffect, useMemo, useRef } from 'react';
import type uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { Problem } from '../connecting/Problem.tsx';
import { makePlot, plotData, plotHeight } from './plot.ts';
import { graphText, rates, rateText } from './throughput.ts';
import { useThroughput } from './use-throughput.ts';

export function Graph({ entry }: { readonly entry: string }) {
  const { samples, problem } = useThroughput(entry);
  const shown = useMemo(() => rates(samples), [samples]);
  const field = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(undefined);
  const first = useRef(shown);

  useEffect(() => {
    const element = field.current;
    if (element === null) return;
    const made = makePlot(element, first.current);
    plot.current = made;
    const observer = new ResizeObserver(([change]) => {
      const width = Math.floor(change?.contentRect.width ?? 0);
      if (width > 0 && width !== made.width) made.setSize({ width, height: plotHeight });
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      plot.current = undefined;
      made.destroy();
    };
  }, []);

  useEffect(() => {
    plot.current?.setData(plotData(shown));
  }, [shown]);

  return (
    <section className="graph" aria-label="Throughput">
      <div className="graph-field" role="img" aria-label={graphText(shown)} ref={field} />
      <div className="graph-legend" aria-hidden="true">
        <span className="graph-key received">Received: {rateText(shown.received.at(-1) ?? 0)}</span>
        <span className="graph-key sent">Sent: {rateText(shown.sent.at(-1) ?? 0)}</span>
      </div>
      <Problem error={problem} />
    </section>
  );
}
