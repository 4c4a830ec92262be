// What every field has round it: label, help, and the error beside the field it belongs to.
import { type ReactNode, useId } from 'react';
import { Icon } from './Icon';
import './Field.css';

export interface FieldProps {
  label: ReactNode;
  /** one or two sentences under the label */
  help?: ReactNode;
  /** the sentence of what is wrong; its presence makes the field invalid */
  error?: string | null | undefined;
  /** only for screen readers, where the page already says it */
  hideLabel?: boolean;
}

interface FrameProps extends FieldProps {
  id: string;
  isRequired?: boolean;
  /** beside the error, at the end of the line */
  note?: ReactNode;
  children: ReactNode;
}

/** Ids of a plain field's parts, and what its input says of them. */
export function useFieldIds({ help, error, id }: Pick<FieldProps, 'help' | 'error'> & { id?: string | undefined }) {
  const made = useId();
  const own = id ?? made;
  const described = [help ? `${own}-help` : '', error ? `${own}-error` : ''].filter(Boolean).join(' ');
  return { id: own, 'aria-describedby': described || undefined, 'aria-invalid': error ? true : undefined };
}

/** The frame of a plain field. */
export function FieldFrame({ id, label, help, error, hideLabel, isRequired, note, children }: FrameProps) {
  return (
    <div className="tk-field">
      <label htmlFor={id} className={hideLabel ? 'tk-hidden' : 'tk-label'} data-required={isRequired || undefined}>
        {label}
      </label>
      {help ? (
        <div className="tk-help" id={`${id}-help`}>
          {help}
        </div>
      ) : null}
      {children}
      {error || note ? (
        <div className="tk-below">
          {error ? (
            <span className="tk-error" id={`${id}-error`}>
              <Icon name="error" size={16} />
              <span>{error}</span>
            </span>
          ) : null}
          {note}
        </div>
      ) : null}
    </div>
  );
}
