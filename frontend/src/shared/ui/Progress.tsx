// How far: a bar with its words, and the track of a competition's phases or of a form's steps.
import { useLingui } from '@lingui/react/macro';
import { type ReactNode, useId } from 'react';
import { useFormat } from '../i18n/react';
import { Icon } from './Icon';
import './Progress.css';

export interface ProgressBarProps {
  value: number;
  max: number;
  label: ReactNode;
  hideLabel?: boolean;
}

export function ProgressBar({ value, max, label, hideLabel }: ProgressBarProps) {
  const format = useFormat();
  const { t } = useLingui();
  const done = format.number(value);
  const all = format.number(max);
  const id = useId();
  return (
    <div className="tk-progress">
      <div className="tk-progress-words">
        <span id={id} className={hideLabel ? 'tk-hidden' : undefined}>
          {label}
        </span>
        <span className="tk-soft">{t`${done} من ${all}`}</span>
      </div>
      <svg
        className="tk-progress-bar"
        viewBox="0 0 100 4"
        preserveAspectRatio="none"
        role="progressbar"
        aria-labelledby={id}
        aria-valuenow={value}
        aria-valuemin={0}
        aria-valuemax={Math.max(max, 1)}
        aria-valuetext={t`${done} من ${all}`}
      >
        <rect width="100" height="4" className="tk-progress-track" />
        <rect width={max > 0 ? (100 * value) / max : 0} height="4" className="tk-progress-done" />
      </svg>
    </div>
  );
}

export interface Step {
  id: string;
  label: ReactNode;
  note?: ReactNode;
}

/** Steps in order with the current one marked; for the phases of an edition and for long forms. */
export function StepTrack({ steps, current, label }: { steps: readonly Step[]; current: string; label: string }) {
  const { t } = useLingui();
  const at = steps.findIndex((step) => step.id === current);
  return (
    <div className="tk-steps-box">
      <ol className="tk-steps" aria-label={label}>
        {steps.map((step, index) => (
          <li
            key={step.id}
            data-state={index < at ? 'done' : index === at ? 'now' : 'next'}
            aria-current={index === at ? 'step' : undefined}
          >
            <span className="tk-step-mark" aria-hidden="true">
              {index < at ? <Icon name="check" size={14} /> : null}
            </span>
            <span className="tk-step-words">
              <span>
                {step.label}
                {index < at ? <span className="tk-hidden">{t` (تمّ)`}</span> : null}
              </span>
              {step.note ? <span className="tk-tiny tk-soft">{step.note}</span> : null}
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}
