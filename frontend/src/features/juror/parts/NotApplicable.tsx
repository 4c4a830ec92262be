// What a juror says, and the chair decided, on whether a criterion applies to the entry.
import { useLingui } from '@lingui/react/macro';
import type { Mark } from '../../../offline/evaluation';
import { Checkbox } from '../../../shared/ui/Choice';
import { Notice } from '../../../shared/ui/Notice';
import { TextArea } from '../../../shared/ui/TextArea';
import { type Desk, keptOf } from '../model';

interface ClaimProps {
  name: string;
  mark: Mark;
  isReadOnly: boolean;
  isMissing: boolean;
  onChange: (mark: Mark) => void;
}

/** In place of a mark: that it does not apply, and why. */
export function Claim({ name, mark, isReadOnly, isMissing, onChange }: ClaimProps) {
  const { t } = useLingui();
  return (
    <>
      <Checkbox isSelected={mark.na} isDisabled={isReadOnly} onChange={(na) => onChange({ ...keptOf(mark), na })}>
        {t`لا ينطبق على هذه المشاركة`}
      </Checkbox>
      {mark.na ? (
        <TextArea
          label={t`لماذا لا ينطبق: ${name}`}
          help={t`يقرؤه رئيس اللجنة ويبتّ فيه، ولا يُحتسب تقييمك قبل ذلك.`}
          rows={2}
          value={mark.comment ?? ''}
          isReadOnly={isReadOnly}
          isRequired
          error={isMissing && !mark.comment?.trim() ? t`اكتب لماذا لا ينطبق هذا المعيار.` : undefined}
          onChange={(comment) => onChange({ ...mark, comment: comment === '' ? null : comment })}
        />
      ) : null}
    </>
  );
}

export function Decided({ decided }: { decided: Desk['na_decided'][number] }) {
  const { t } = useLingui();
  return decided.accepted ? (
    <p className="tk-small tk-soft">{t`قرّر رئيس اللجنة أنه لا ينطبق على هذه المشاركة، ووُزّع وزنه على غيره.`}</p>
  ) : (
    <Notice title={t`قرّر رئيس اللجنة أنه ينطبق على هذه المشاركة`}>
      <span dir="auto">{decided.reason}</span>
    </Notice>
  );
}
