/** The graph's canvas: how uPlot is told to look like a Windows 98 monitor. Nothing here knows where the numbers come from. */
import uPlot from 'uplot';
import { ceiling, rateText, windowSeconds } from './throughput.ts';
import type { Rates } from './throughput.ts';

export const plotHeight = 112;

const font = "10px 'DejaVu Sans', 'Liberation Sans', Arial, sans-serif";

const newest = (plot: uPlot): number => plot.data[0].at(-1) ?? 0;

/** The last two minutes, whether there is something in all of them or not. */
function timeRange(plot: uPlot): [number, number] {
  const last = newest(plot);
  return [last - windowSeconds, last];
}

function rateRange(plot: uPlot): [number, number] {
  let largest = 0;
  for (const series of plot.data.slice(1))
    for (const value of series) if (typeof value === 'number' && value > largest) largest = value;
  return [0, ceiling(largest)];
}

/** The colours come from the style sheet, so that a high-contrast one has its say. */
function colours(element: Element): (name: string) => string {
  const style = getComputedStyle(element);
  return (name) => style.getPropertyValue(name).trim();
}

export const plotData = ({ times, received, sent }: Rates): uPlot.AlignedData => [times, received, sent];

export function makePlot(element: HTMLElement, rates: Rates): uPlot {
  const colour = colours(element);
  const line = { show: true, stroke: colour('--plot-grid'), width: 1 };
  const axis = { stroke: colour('--ink'), font, grid: line, ticks: { show: false } };
  return new uPlot(
    {
      width: Math.max(1, element.clientWidth),
      height: plotHeight,
      cursor: { show: false },
      legend: { show: false },
      padding: [8, 14, 0, 0],
      scales: { x: { time: false, range: timeRange }, y: { range: rateRange } },
      axes: [
        {
          ...axis,
          size: 18,
          gap: 2,
          splits: (plot) => {
            const max = newest(plot);
            return [-120, -90, -60, -30, 0].map((back) => max + back);
          },
          values: (plot, splits) => {
            const max = newest(plot);
            return splits.map((at) => (at === max ? 'now' : `${Math.round(at - max)} s`));
          },
        },
        {
          ...axis,
          size: 74,
          gap: 4,
          splits: (plot) => {
            const { max } = plot.scales.y ?? {};
            return [0, (max ?? 0) / 2, max ?? 0];
          },
          // The line at the bottom speaks for itself, and its words would run into those of the other axis.
          values: (_, splits) => splits.map((rate) => (rate === 0 ? '' : rateText(rate))),
        },
      ],
      series: [
        {},
        { label: 'Received', stroke: colour('--plot-received'), width: 2, points: { show: false } },
        { label: 'Sent', stroke: colour('--plot-sent'), width: 2, points: { show: false } },
      ],
    },
    plotData(rates),
    element,
  );
}
