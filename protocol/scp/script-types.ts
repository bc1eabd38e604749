/** A dial-up script (.SCP) as the parser leaves it: checked, its blocks and labels turned into jumps. */

export interface Place {
  /** Both from 1. */
  readonly line: number;
  readonly column: number;
}

export interface ScriptError extends Place {
  /** What is wrong there, one sentence. */
  readonly message: string;
}

export type Value = number | string | boolean;
export type ValueType = 'integer' | 'string' | 'boolean';

/** What the call knows: who logs on, and how the last waitfor ended. */
export const systemVariables = {
  $userid: 'string',
  $password: 'string',
  $success: 'boolean',
  $failure: 'boolean',
} as const satisfies Record<string, ValueType>;
export type SystemVariable = keyof typeof systemVariables;

export type UnaryOperator = '-' | '!';
export type BinaryOperator = 'or' | 'and' | '==' | '!=' | '<' | '<=' | '>' | '>=' | '+' | '-' | '*' | '/';

export type Expression = { readonly place: Place; readonly type: ValueType } & (
  | { readonly kind: 'literal'; readonly value: Value }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'system'; readonly name: SystemVariable }
  /** The so-manieth dotted address that arrives. */
  | { readonly kind: 'getip'; readonly index: Expression | undefined }
  | { readonly kind: 'unary'; readonly operator: UnaryOperator; readonly operand: Expression }
  | {
      readonly kind: 'binary';
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
);

/** A place in the code that may not be known yet while it is being parsed. */
export interface Target {
  readonly index: number;
}

export interface Alternative {
  readonly text: Expression;
  readonly matchCase: boolean;
  /** Undefined: the script goes on behind the waitfor. */
  readonly then: Target | undefined;
}

export const parities = ['none', 'odd', 'even', 'mark', 'space'] as const;
export type Parity = (typeof parities)[number];

export type PortSetting =
  | { readonly name: 'databits' | 'stopbits'; readonly value: number }
  | { readonly name: 'parity'; readonly value: Parity };

export type Instruction = { readonly place: Place } & (
  | { readonly op: 'assign'; readonly name: string; readonly value: Expression }
  | { readonly op: 'jump'; readonly to: Target }
  | { readonly op: 'jump unless'; readonly condition: Expression; readonly to: Target }
  | { readonly op: 'delay'; readonly seconds: Expression }
  | { readonly op: 'halt' }
  | { readonly op: 'set port'; readonly setting: PortSetting }
  | { readonly op: 'set keyboard'; readonly on: boolean }
  | { readonly op: 'set address'; readonly address: Expression }
  | { readonly op: 'transmit'; readonly text: Expression; readonly raw: boolean }
  | {
      readonly op: 'waitfor';
      readonly alternatives: readonly Alternative[];
      /** In seconds; undefined: as long as the script may last. */
      readonly until: Expression | undefined;
    }
);

export interface Script {
  readonly code: readonly Instruction[];
}
