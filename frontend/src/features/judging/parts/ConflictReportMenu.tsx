// The conflicts of a round for its minutes: a document, or a sheet of the same lines.
import { useLingui } from '@lingui/react/macro';
import { download } from '../../../shared/api/download';
import { useGet } from '../../../shared/api/query';
import { useFormat } from '../../../shared/i18n/react';
import { Menu } from '../../../shared/ui/Menu';
import { notifyProblem } from '../../../shared/ui/Notice';

const FORMATS = ['pdf', 'xlsx', 'csv'] as const;

export function ConflictReportMenu({ editionId }: { editionId: string }) {
  const { t } = useLingui();
  const format = useFormat();
  const rounds = useGet('/api/v1/editions/{edition_id}/rounds', {
    path: { edition_id: editionId },
    query: { size: 200 },
  });
  const found = rounds.data?.items ?? [];
  if (found.length === 0) return null;
  const words = { pdf: 'PDF', xlsx: 'Excel', csv: 'CSV' };
  const save = (roundId: string, wanted: (typeof FORMATS)[number]) => () => {
    const path = `/api/v1/rounds/${roundId}/conflict-report?format=${wanted}`;
    download(path, `conflicts.${wanted}`).catch(notifyProblem);
  };
  return (
    <Menu
      label={t`تقرير للمحضر`}
      items={found.flatMap((round, place) =>
        FORMATS.map((wanted) => ({
          id: `${round.id} ${wanted}`,
          label: found.length === 1 ? words[wanted] : `${format.name(round)} – ${words[wanted]}`,
          icon: 'download' as const,
          separated: place > 0 && wanted === 'pdf',
          onAction: save(round.id, wanted),
        })),
      )}
    >
      {t`تقرير للمحضر`}
    </Menu>
  );
}
