// The assignments of a round as a file: saved, or read back after a look at what would change.
import { useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { download } from '../../../shared/api/download';
import type { RoundPlace } from '../../../shared/judging/InRound';
import { Menu } from '../../../shared/ui/Menu';
import { notifyProblem } from '../../../shared/ui/Notice';

export function SheetMenu({ place, mayAct }: { place: RoundPlace; mayAct: boolean }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const { edition, round } = place;
  const save = (format: 'xlsx' | 'csv') => () => {
    const path = `/api/v1/rounds/${round.id}/assignment-sheet?format=${format}`;
    download(path, `assignments.${format}`).catch(notifyProblem);
  };
  return (
    <Menu
      label={t`ملف الإسنادات`}
      items={[
        { id: 'xlsx', label: t`نزّل Excel`, icon: 'download', onAction: save('xlsx') },
        { id: 'csv', label: t`نزّل CSV`, icon: 'download', onAction: save('csv') },
        ...(mayAct
          ? [
              {
                id: 'import',
                label: t`استورد من ملف`,
                icon: 'upload' as const,
                separated: true,
                onAction: () =>
                  void navigate({
                    to: '/editions/$editionId/assignments/import' as never,
                    params: { editionId: edition.id } as never,
                    search: { round: round.id } as never,
                  }),
              },
            ]
          : []),
      ]}
    >
      {t`ملف الإسنادات`}
    </Menu>
  );
}
