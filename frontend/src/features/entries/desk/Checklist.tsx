// What screeners look at in every entry: ticked by whom, when.
import { useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { api, must } from '../../../shared/api/client';
import { keyOf, queryClient, refreshPaths } from '../../../shared/api/query';
import { useFormat } from '../../../shared/i18n/react';
import { Checkbox } from '../../../shared/ui/Choice';
import { notifyProblem } from '../../../shared/ui/Notice';
import { When } from '../../../shared/ui/When';
import type { Desk } from './desk';

export function Checklist({ desk, zone }: { desk: Desk; zone: string }) {
  const { t } = useLingui();
  const format = useFormat();
  const may = desk.may.includes('tick');
  const tick = useMutation({
    mutationFn: ({ id, on }: { id: string; on: boolean }) => {
      const params = { path: { entry_id: desk.entry_id, item_id: id } };
      const path = '/api/v1/entries/{entry_id}/checklist/{item_id}';
      return on ? must(api.PUT(path, { params })) : must(api.DELETE(path, { params }));
    },
    onSuccess: (saved) => {
      queryClient.setQueryData(keyOf('/api/v1/entries/{entry_id}/screening', { entry_id: desk.entry_id }, null), saved);
      void refreshPaths('/api/v1/editions/{edition_id}/screening');
    },
    onError: notifyProblem,
  });
  return (
    <ul className="tk-plain-list tk-stack tk-gap-3">
      {desk.checklist.map((one) => (
        <li key={one.id}>
          <Checkbox
            isSelected={tick.isPending && tick.variables.id === one.id ? tick.variables.on : one.ticked_at !== null}
            onChange={(on) => tick.mutate({ id: one.id, on })}
            isDisabled={!may}
            help={
              one.ticked_at ? (
                <>
                  <bdi>{one.ticked_by ? format.name(one.ticked_by) : t`غير معروف`}</bdi> –{' '}
                  <When at={one.ticked_at} zone={zone} show="short" />
                </>
              ) : undefined
            }
          >
            <span dir="auto">{format.pick(one.text_ar, one.text_en)}</span>
          </Checkbox>
        </li>
      ))}
    </ul>
  );
}
