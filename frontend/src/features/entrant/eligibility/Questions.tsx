// The questions of eligibility: each is answered in place and saved at once.
import { useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { api, must } from '../../../shared/api/client';
import { keyOf, queryClient, refreshPaths } from '../../../shared/api/query';
import { useFormat } from '../../../shared/i18n/react';
import { RadioGroup } from '../../../shared/ui/Choice';
import { Notice, notifyProblem } from '../../../shared/ui/Notice';
import type { Entry } from '../model/transport';
import { ELIGIBILITY, type OwnEligibility } from './Eligibility';
import { passes } from './gate';

export function Questions({ entry, found }: { entry: Entry; found: OwnEligibility }) {
  const { t } = useLingui();
  const format = useFormat();
  const save = useMutation({
    mutationFn: (answers: Record<string, string>) =>
      must(
        api.PUT('/api/v1/entrant/entries/{entry_id}/eligibility', {
          params: { path: { entry_id: entry.id } },
          body: { answers },
        }),
      ),
    onSuccess: (saved) => {
      queryClient.setQueryData(keyOf(ELIGIBILITY, { entry_id: entry.id }, null), saved);
      void refreshPaths('/api/v1/entrant/entries/{entry_id}');
    },
    onError: (error) => {
      notifyProblem(error);
      void refreshPaths(ELIGIBILITY);
    },
  });
  const pending = save.isPending ? (save.variables ?? {}) : {};
  return (
    <div className="tk-stack">
      {found.questions.map((question) => {
        const chosen = pending[question.rule_id] ?? question.code;
        const failed = question.code !== null && !passes(question);
        const sentence = format.pick(question.fail_ar, question.fail_en);
        return (
          <div key={question.rule_id} className="tk-stack tk-gap-2">
            <RadioGroup
              label={format.pick(question.label_ar, question.label_en)}
              layout="row"
              isRequired
              value={chosen as string}
              onChange={(code) => save.mutate({ [question.rule_id]: code })}
              options={question.choices.map((one) => ({ id: one.code, label: format.name(one) }))}
            />
            {failed ? (
              <Notice tone={question.blocks ? 'error' : 'warning'}>
                <span dir="auto">{sentence || t`هذا الجواب لا يستوفي الشرط.`}</span>{' '}
                {question.blocks ? t`لا تُقدَّم المشاركة من دونه.` : t`يقرر فريق الفرز في شأنه.`}
              </Notice>
            ) : null}
          </div>
        );
      })}
    </div>
  );
}
