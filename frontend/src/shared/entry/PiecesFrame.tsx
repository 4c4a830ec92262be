// The frame of an answer of several pieces: one label, help and error round the inputs inside.
import { type ReactNode, useId } from 'react';
import type { FieldProps } from '../ui/Field';
import { Icon } from '../ui/Icon';
import './inputs.css';

export interface PiecesProps extends FieldProps {
  isRequired?: boolean;
  children: ReactNode;
}

export function PiecesFrame({ label, help, error, isRequired, children }: PiecesProps) {
  const id = useId();
  const described = [help ? `${id}-help` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ');
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a field is
    <div className="tk-field" role="group" aria-labelledby={id} aria-describedby={described || undefined}>
      <span className="tk-label" id={id} data-required={isRequired || undefined}>
        {label}
      </span>
      {help ? (
        <div className="tk-help" id={`${id}-help`}>
          {help}
        </div>
      ) : null}
      {children}
      {error ? (
        <div className="tk-below">
          <span className="tk-error" id={`${id}-error`}>
            <Icon name="error" size={16} />
            <span>{error}</span>
          </span>
        </div>
      ) : null}
    </div>
  );
}
