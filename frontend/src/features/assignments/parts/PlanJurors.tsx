// The jurors that a plan is made of: those chosen, or the whole panel.
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useGet } from '../../../shared/api/query';
import { useFormat } from '../../../shared/i18n/react';
import type { RoundPlace } from '../../../shared/judging/InRound';
import { originWords } from '../../../shared/judging/words';
import { LinkButton } from '../../../shared/ui/Button';
import { CheckboxGroup } from '../../../shared/ui/Choice';
import { FormSection } from '../../../shared/ui/Layout';
import { Notice } from '../../../shared/ui/Notice';
import { Read } from '../../../shared/ui/States';
import { TextField } from '../../../shared/ui/TextField';

const SHOWN = 200;

export function PlanJurors({
  place,
  members,
  chosen,
  onChange,
}: {
  place: RoundPlace;
  /** of the panel that the plan is for; null: of any */
  members: readonly string[] | null;
  chosen: string[];
  onChange: (ids: string[]) => void;
}) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const [typed, setTyped] = useState('');
  const path = { round_id: place.round.id };
  const all = useGet('/api/v1/rounds/{round_id}/loads', { path, query: { size: SHOWN, sort: 'name' } });
  const found = useGet('/api/v1/rounds/{round_id}/loads', { path, query: { size: SHOWN, sort: 'name', q: typed } });
  return (
    <FormSection title={t`المحكّمون`} help={t`إن لم تختر أحدًا شملت الخطة كل من قبل الدعوة من أعضاء اللجنة.`}>
      <Read of={all}>
        {({ total, items }) => {
          const people = (found.data?.items ?? items).filter(
            (one) => one.on_panel && one.state === 'accepted' && (members?.includes(one.juror_id) ?? true),
          );
          const beyond = chosen.filter((id) => !people.some((one) => one.juror_id === id));
          if (people.length === 0 && typed === '')
            return (
              <Notice
                tone="warning"
                action={
                  <LinkButton
                    to={'/editions/$editionId/panels' as never}
                    params={{ editionId: place.edition.id } as never}
                    search={{ round: place.round.id } as never}
                  >{t`افتح اللجنة`}</LinkButton>
                }
              >
                {t`ليس في لجنة هذه الجولة من قبل الدعوة.`}
              </Notice>
            );
          return (
            <>
              {total > SHOWN ? (
                <TextField
                  label={t`ابحث بالاسم`}
                  help={t`اخترت حتى الآن ${format.number(chosen.length)}.`}
                  value={typed}
                  onChange={setTyped}
                />
              ) : null}
              <div className="tk-assignments-pick">
                <CheckboxGroup
                  label={t`المحكّمون`}
                  hideLabel
                  options={people.map((one) => ({
                    id: one.juror_id,
                    label: format.name(one),
                    description: `${i18n._(originWords[one.origin][1])} — ${t`المسند: ${format.number(one.live)}`}`,
                  }))}
                  value={chosen}
                  onChange={(ids) => onChange([...new Set([...beyond, ...ids])])}
                />
              </div>
            </>
          );
        }}
      </Read>
    </FormSection>
  );
}
