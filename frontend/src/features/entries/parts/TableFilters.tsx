// What the entries table is narrowed to: short lists beside the search, an agency found by typing, days of submission.
import { useLingui } from '@lingui/react/macro';
import { useGet } from '../../../shared/api/query';
import { useFormat } from '../../../shared/i18n/react';
import { useNouns } from '../../../shared/nouns';
import type { UrlState } from '../../../shared/router/urlState';
import { ComboBox } from '../../../shared/ui/ComboBox';
import { DateField } from '../../../shared/ui/DateField';
import { useEntryStates } from '../../../shared/ui/entryStates';
import type { Filter } from '../../../shared/ui/list/DataList';
import { useFlags } from '../desk/words';

export function useTableFilters(editionId: string): Filter[] {
  const { t } = useLingui();
  const format = useFormat();
  const path = { edition_id: editionId };
  const categories = useGet('/api/v1/editions/{edition_id}/categories', { path, query: { size: 200 } });
  const people = useGet('/api/v1/editions/{edition_id}/screening/people', { path });
  const states = useEntryStates();
  const flags = useFlags();
  const nouns = useNouns();
  const named = (one: { id: string; name_ar: string; name_en: string }) => ({ id: one.id, label: format.name(one) });
  return [
    { id: 'category_id', label: nouns.One, options: (categories.data?.items ?? []).map(named) },
    { id: 'state', label: t`الحالة`, options: states },
    {
      id: 'screener',
      label: t`الفارز`,
      options: [
        { id: 'me', label: t`أنا` },
        { id: 'none', label: t`بلا فارز` },
        ...(people.data?.items ?? []).map(named),
      ],
    },
    {
      id: 'files',
      label: t`الملفات`,
      options: [
        { id: 'some', label: t`بملفات` },
        { id: 'none', label: t`بلا ملفات` },
        { id: 'rejected', label: t`بملف مرفوض` },
      ],
    },
    { id: 'flag', label: t`ما يلفت النظر`, options: flags },
  ];
}

interface Props {
  editionId: string;
  url: UrlState;
  set: (change: UrlState) => void;
}

export function MoreFilters({ editionId, url, set }: Props) {
  const { t } = useLingui();
  const format = useFormat();
  const entrants = useGet('/api/v1/editions/{edition_id}/entrants', { path: { edition_id: editionId } });
  return (
    <>
      {entrants.data ? (
        <ComboBox
          label={t`الجهة`}
          placeholder={t`ابحث عن جهة…`}
          options={entrants.data.items.map((one) => ({ id: one.id, label: format.name(one) }))}
          value={url.organisation_id ?? null}
          onChange={(id) => set({ organisation_id: id ?? undefined })}
        />
      ) : null}
      <DateField
        label={t`قُدّمت من يوم`}
        value={url.submitted_from ?? null}
        onChange={(day) => set({ submitted_from: day ?? undefined })}
      />
      <DateField
        label={t`إلى يوم`}
        value={url.submitted_to ?? null}
        onChange={(day) => set({ submitted_to: day ?? undefined })}
      />
    </>
  );
}
