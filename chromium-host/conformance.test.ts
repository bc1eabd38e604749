/**
 * What electron/ uses of Electron, read from its sources by the compiler: each of it is declared in electron.d.ts, and each
 * exists in this host. What main does not use, the host need not have.
 */
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const checkout = join(import.meta.dirname, '..');
const config = ts.getParsedCommandLineOfConfigFile(
  join(checkout, 'electron/tsconfig.json'),
  {},
  {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic: (diagnostic) => {
      throw new Error(ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n'));
    },
  },
)!;
const hostIndex = join(import.meta.dirname, 'index.ts');
const typesOfHost = join(import.meta.dirname, 'electron-names.ts');
const program = ts.createProgram([...config.fileNames, hostIndex, typesOfHost], config.options);
const checker = program.getTypeChecker();

const isElectrons = (node: ts.Node): boolean =>
  node.getSourceFile().fileName.endsWith('/electron/electron.d.ts');
const isUsersOwn = (file: ts.SourceFile): boolean =>
  file.fileName.startsWith(join(checkout, 'electron/')) && !file.fileName.endsWith('.test.ts');

/** 'App.quit', 'BrowserWindow.getAllWindows()' for a static one; undefined: not of Electron. */
function nameOf(symbol: ts.Symbol | undefined): string | undefined {
  const declaration = symbol?.declarations?.find(isElectrons);
  if (symbol === undefined || declaration === undefined) return undefined;
  const { parent } = declaration;
  if (!ts.isInterfaceDeclaration(parent) && !ts.isClassDeclaration(parent)) return undefined;
  const owner = parent.name?.text ?? '';
  const isStatic = ts.canHaveModifiers(declaration)
    ? ts.getModifiers(declaration)?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword)
    : false;
  return `${isStatic === true ? 'typeof ' : ''}${owner}.${symbol.name}`;
}

interface Use {
  readonly name: string;
  readonly where: string;
}

function usesIn(file: ts.SourceFile): Use[] {
  const uses: Use[] = [];
  const note = (name: string | undefined, node: ts.Node): void => {
    if (name === undefined) return;
    const { line } = file.getLineAndCharacterOfPosition(node.getStart());
    uses.push({ name, where: `${file.fileName.slice(checkout.length + 1)}:${line + 1}` });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && (node.moduleSpecifier as ts.StringLiteral).text === 'electron') {
      const clause = node.importClause;
      if (
        clause?.namedBindings !== undefined &&
        ts.isNamedImports(clause.namedBindings) &&
        clause.phaseModifier !== ts.SyntaxKind.TypeKeyword
      ) {
        for (const each of clause.namedBindings.elements) {
          if (!each.isTypeOnly) note(`export ${(each.propertyName ?? each.name).text}`, each);
        }
      }
    }
    if (ts.isPropertyAccessExpression(node)) {
      const name = nameOf(checker.getSymbolAtLocation(node.name));
      const isListening =
        ts.isCallExpression(node.parent) &&
        node.parent.expression === node &&
        /^(?!Ipc)\w+\.(on|once|off|removeListener)$/.test(name ?? '');
      if (isListening) {
        const [event] = node.parent.arguments;
        if (event !== undefined && ts.isStringLiteral(event))
          note(`${name!.replace(/\.\w+$/, '')}#${event.text}`, node);
        else note(`${name!} with an event that is no literal`, node);
      } else note(name, node);
    }
    if (ts.isObjectLiteralExpression(node)) {
      const wanted = checker.getContextualType(node);
      for (const property of node.properties) {
        if (property.name === undefined || !ts.isIdentifier(property.name)) continue;
        note(nameOf(wanted?.getProperty(property.name.text)), property);
      }
    }
    if (ts.isObjectBindingPattern(node)) {
      const from = checker.getTypeAtLocation(node);
      for (const element of node.elements) {
        const key = element.propertyName ?? element.name;
        if (ts.isIdentifier(key)) note(nameOf(from.getProperty(key.text)), element);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return uses;
}

const exportsOf = (file: string): Map<string, ts.Type> => {
  const source = program.getSourceFile(file)!;
  const module = checker.getSymbolAtLocation(source)!;
  return new Map(
    checker
      .getExportsOfModule(module)
      .map((symbol) => [
        symbol.name,
        (symbol.flags & ts.SymbolFlags.Type) !== 0 && (symbol.flags & ts.SymbolFlags.Value) === 0
          ? checker.getDeclaredTypeOfSymbol(symbol)
          : checker.getTypeOfSymbolAtLocation(symbol, source),
      ]),
  );
};

/** The events a class of the host declares: the type argument of its EventEmitter. */
function eventsOf(type: ts.Type): ts.Type | undefined {
  for (const base of (type as ts.InterfaceType).getBaseTypes() ?? []) {
    const [events] = checker.getTypeArguments(base as ts.TypeReference);
    if (base.symbol.name === 'EventEmitter') return events;
  }
  return undefined;
}

const hostExports = exportsOf(hostIndex);
const hostTypes = exportsOf(typesOfHost);

/** Undefined: the host has it. */
function missing(name: string): string | undefined {
  const exported = /^export (\w+)$/.exec(name)?.[1];
  if (exported !== undefined) {
    const inPreload = exported === 'contextBridge' || exported === 'ipcRenderer';
    return hostExports.has(exported) || inPreload ? undefined : `the host exports no ${exported}`;
  }
  const [, owner = '', sign, member = ''] = /^(?:typeof )?(\w+)([.#])(.+)$/.exec(name) ?? [];
  // Statics are members of the export: of the class, or of an object like `session` for the class Session.
  const exportName = hostExports.has(owner) ? owner : owner.toLowerCase();
  const type = name.startsWith('typeof ') ? hostExports.get(exportName) : hostTypes.get(owner);
  if (type === undefined) return `the host has nothing for ${owner}`;
  const has = sign === '#' ? eventsOf(type)?.getProperty(member) : type.getProperty(member);
  return has === undefined
    ? `the host's ${owner} has no ${sign === '#' ? 'event ' : ''}${member}`
    : undefined;
}

const uses = program.getSourceFiles().filter(isUsersOwn).flatMap(usesIn);

describe("what main and preload use of Electron's API", () => {
  it('is found: enough of it, and what everybody knows is used', () => {
    const names = new Set(uses.map(({ name }) => name));
    for (const name of [
      'App.whenReady',
      'App#second-instance',
      'export BrowserWindow',
      'WebContents.send',
      'BaseWindowConstructorOptions.width',
      'ContextBridge.exposeInMainWorld',
    ]) {
      expect(names).toContain(name);
    }
    expect(names.size).toBeGreaterThan(60);
  });

  it('exists in this host', () => {
    const wrong = uses.flatMap(({ name, where }) => {
      const why = missing(name);
      return why === undefined ? [] : [`${where}: ${name}: ${why}`];
    });
    expect(wrong).toEqual([]);
  });

  it('would be missed if it did not', () => {
    expect(missing('App.dock')).toBe("the host's App has no dock");
    expect(missing('App#certificate-error')).toBe("the host's App has no event certificate-error");
    expect(missing('export powerMonitor')).toBe('the host exports no powerMonitor');
    expect(missing('Notification.show')).toBe('the host has nothing for Notification');
  });
});
