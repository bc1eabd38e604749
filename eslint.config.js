import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/** What crosses between a page and the main process goes through one validated wrapper on each side. */
const wrappers = ['electron/main/serve.ts', 'electron/main/pages.ts', 'electron/preload/preload.ts'];
const rawMessages = [
  {
    selector:
      'MemberExpression[object.name=/^ipc(Main|Renderer)$/], MemberExpression[object.property.name=/^ipc(Main|Renderer)$/]',
    message: 'Calls go through electron/main/serve.ts and electron/preload/preload.ts.',
  },
  {
    selector:
      'CallExpression[callee.property.name=/^(send|postMessage|sendToFrame)$/]:matches([callee.object.property.name=/^(webContents|mainFrame)$/], [callee.object.name=/^(page|contents|webContents|frame)$/])',
    message: 'What main tells its pages goes through electron/main/pages.ts.',
  },
];

export default tseslint.config(
  { ignores: ['node_modules/', 'build/', 'native/build*/', '**/*.d.ts'] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        project: ['*/tsconfig.json', 'native/addon/tsconfig.json', 'tsconfig.tests.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/prefer-literal-enum-member': 'off',
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['electron/**/*.ts'],
    ignores: [...wrappers, '**/*.test.ts'],
    rules: { 'no-restricted-syntax': ['error', ...rawMessages] },
  },
  {
    // A page holds nothing back, reaches nothing, and asks by its own dialogs.
    files: ['renderer/**/*.ts', 'renderer/**/*.tsx'],
    ignores: ['renderer/vite.config.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...[
          'fetch',
          'XMLHttpRequest',
          'WebSocket',
          'EventSource',
          'localStorage',
          'sessionStorage',
          'indexedDB',
        ],
        ...['alert', 'confirm', 'prompt', 'open', 'eval'],
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector:
            'JSXAttribute[name.name="dangerouslySetInnerHTML"], AssignmentExpression[left.property.name=/^(inner|outer)HTML$/]',
          message: 'Text from elsewhere must stay text.',
        },
        {
          selector: 'MemberExpression[object.name="window"][property.name="dialup"]',
          message: 'Ask through renderer/bridge.ts.',
        },
      ],
    },
  },
  {
    files: ['renderer/bridge.ts', 'renderer/**/*.test.ts', 'renderer/**/*.test.tsx'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    files: ['**/*.js', '**/*.mjs'],
    ...tseslint.configs.disableTypeChecked,
    languageOptions: {
      ...tseslint.configs.disableTypeChecked.languageOptions,
      globals: { process: 'readonly', console: 'readonly' },
    },
  },
  {
    files: ['**/*.test.ts', '**/*.test.tsx', 'e2e/**/*.ts', 'scripts/*.mjs'],
    rules: {
      'max-lines': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
    },
  },
);
