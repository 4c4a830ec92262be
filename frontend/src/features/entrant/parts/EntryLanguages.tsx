// The languages that an entry is written in: seen from its words until its people say it. Saved at once.
import { useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { api, must } from '../../../shared/api/client';
import { refreshPaths } from '../../../shared/api/query';
import { languageText } from '../../../shared/i18n/names';
import { useFormat } from '../../../shared/i18n/react';
import { CheckboxGroup } from '../../../shared/ui/Choice';
import { notifyProblem } from '../../../shared/ui/Notice';
import type { Entry } from '../model/transport';

const LANGUAGES = ['ar', 'en'] as const;
type Language = (typeof LANGUAGES)[number];

export function EntryLanguages({ entry }: { entry: Entry }) {
  const { t } = useLingui();
  const { reader } = useFormat();
  const save = useMutation({
    mutationFn: (languages: Language[]) =>
      must(
        api.PUT('/api/v1/entrant/entries/{entry_id}/languages', {
          params: { path: { entry_id: entry.id } },
          body: { languages },
        }),
      ),
    onSuccess: () => refreshPaths('/api/v1/entrant/entries/{entry_id}'),
    onError: notifyProblem,
  });
  const chosen = save.isPending ? save.variables : LANGUAGES.filter((one) => entry.languages.includes(one));
  return (
    <section className="tk-entrant-question">
      <CheckboxGroup
        label={t`لغة المشاركة`}
        help={t`يُختار محكّموها ممن يقرؤونها. تُعرف من أجوبتكم، ولكم أن تغيّروها. وتبقى لغة واحدة على الأقل.`}
        layout="row"
        options={LANGUAGES.map((id) => ({
          id,
          label: languageText(id, reader),
          isDisabled: chosen.length === 1 && chosen[0] === id,
        }))}
        value={chosen}
        onChange={(languages) => save.mutate(languages)}
        isDisabled={save.isPending}
      />
    </section>
  );
}
