/** The sunken fields along a window's lower edge. */
import type { ReactNode } from 'react';

export function StatusBar({ fields }: { readonly fields: readonly ReactNode[] }) {
  return (
    <div className="status-bar" role="status">
      {fields.map((field, index) => (
        <p className="status-bar-field" key={index}>
          {field}
        </p>
      ))}
    </div>
  );
}
