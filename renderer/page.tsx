/** What both pages do: connect the store, load the window that the address names, and show what keeps that from happening. */
import './controls/style.ts';
import { Component } from 'react';
import type { ComponentType, ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import type { WindowKind } from '../contract/app.ts';
import { describeError } from '../contract/dial-error.ts';
import { asDialError, call } from './bridge.ts';
import { WindowContext } from './controls/index.ts';
import { installAccessKeys } from './controls/access-key-listener.ts';
import { watchPixels } from './controls/pixels.ts';
import { connectStore } from './store/index.ts';

export interface WindowProps {
  readonly entry?: string;
  readonly page?: string;
  readonly log?: string;
}

type Windows = Partial<Record<WindowKind, () => Promise<{ default: ComponentType<WindowProps> }>>>;

const report = (thrown: unknown): void => console.error(describeError(asDialError(thrown)));

const frame = {
  fit: (width: number, height: number) => {
    call('fitWindow', { width, height }).catch(report);
  },
  close: () => {
    call('closeWindow', {}).catch(report);
  },
};

function Failure({ thrown }: { readonly thrown: unknown }) {
  return (
    <main className="page-failure" role="alert">
      <pre>{describeError(asDialError(thrown))}</pre>
    </main>
  );
}

/** A fault while drawing is shown with its text instead of an empty window. */
class Boundary extends Component<
  { readonly children: ReactNode },
  { readonly failure?: { thrown: unknown } }
> {
  override state: { readonly failure?: { thrown: unknown } } = {};

  static getDerivedStateFromError(thrown: unknown) {
    return { failure: { thrown } };
  }

  override render() {
    const { failure } = this.state;
    return failure === undefined ? this.props.children : <Failure thrown={failure.thrown} />;
  }
}

function requested(windows: Windows) {
  const parameters = new URLSearchParams(location.search);
  const kind = parameters.get('window') ?? '';
  const load = Object.hasOwn(windows, kind) ? windows[kind as WindowKind] : undefined;
  if (load === undefined) throw new Error(`There is no window "${kind}" on this page.`);
  const props: Record<string, string> = {};
  for (const name of ['entry', 'page', 'log'] as const) {
    const value = parameters.get(name);
    if (value !== null) props[name] = value;
  }
  return { kind, load, props: props as WindowProps };
}

export function openPage(windows: Windows): void {
  const element = document.getElementById('root');
  if (element === null) throw new Error('The page has no root.');
  const root = createRoot(element);
  installAccessKeys(document);
  watchPixels(window);
  const open = async () => {
    const { kind, load, props } = requested(windows);
    document.body.dataset.window = kind;
    const [module] = await Promise.all([load(), connectStore()]);
    const Window = module.default;
    root.render(
      <Boundary>
        <WindowContext value={frame}>
          <Window {...props} />
        </WindowContext>
      </Boundary>,
    );
  };
  open().catch((thrown: unknown) => {
    report(thrown);
    root.render(<Failure thrown={thrown} />);
  });
}
