// Label, help and error of the fields that react-aria-components drives; their plain twins are in Field.tsx.
import type { ReactNode } from 'react';
import { FieldError as AriaFieldError } from 'react-aria-components/FieldError';
import { Label as AriaLabel } from 'react-aria-components/Label';
import { Text } from 'react-aria-components/Text';
import { Icon } from './Icon';
import './Field.css';

export function FieldLabel({ label, required, hidden }: { label: ReactNode; required?: boolean; hidden?: boolean }) {
  return (
    <AriaLabel className={hidden ? 'tk-hidden' : 'tk-label'} data-required={required || undefined}>
      {label}
    </AriaLabel>
  );
}

export function FieldHelp({ children }: { children: ReactNode }) {
  return children ? (
    <Text slot="description" className="tk-help">
      {children}
    </Text>
  ) : null;
}

export function FieldError({ error }: { error?: string | null | undefined }) {
  return (
    <AriaFieldError className="tk-error">
      {({ validationErrors }) => (
        <>
          <Icon name="error" size={16} />
          <span>{error || validationErrors.join(' ')}</span>
        </>
      )}
    </AriaFieldError>
  );
}
