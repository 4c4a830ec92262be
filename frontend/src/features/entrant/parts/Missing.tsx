// What is still missing, in the form's order; each line leads to its question.
import { useLingui } from '@lingui/react/macro';
import { useFormat } from '../../../shared/i18n/react';
import { Icon } from '../../../shared/ui/Icon';
import { type FormField, isOverLimit, type Missing } from '../model/answers';
import { anchorOf } from './Question';

const FOCUSABLE = 'input:not([type=hidden]),textarea,button,[tabindex="0"]';

/** To a question and into its control. */
export function jumpTo(id: string): void {
  const section = document.getElementById(anchorOf(id));
  section?.scrollIntoView({ block: 'start' });
  section?.querySelector<HTMLElement>(FOCUSABLE)?.focus({ preventScroll: true });
}

export interface MissingListProps {
  fields: readonly FormField[];
  missing: readonly Missing[];
  /** before the jump, e.g. to close a dialog */
  onJump?: () => void;
}

export function MissingList({ fields, missing, onJump }: MissingListProps) {
  const { t } = useLingui();
  const format = useFormat();
  return (
    <ul className="tk-plain-list tk-entrant-missing" aria-label={t`ما ينقص`}>
      {missing.map(({ id, code }) => {
        const field = fields.find((one) => one.id === id);
        return (
          <li key={id}>
            <button
              type="button"
              onClick={() => {
                onJump?.();
                requestAnimationFrame(() => jumpTo(id));
              }}
            >
              <span dir="auto">{format.pick(field?.label_ar, field?.label_en)}</span>
              {code.endsWith('_missing') ? null : (
                <span className="tk-tiny tk-entrant-why">
                  {isOverLimit({ code }) ? t`يحتاج اختصارًا` : t`يحتاج تصحيحًا`}
                </span>
              )}
              <Icon name="chevron-forward" size={16} />
            </button>
          </li>
        );
      })}
    </ul>
  );
}
