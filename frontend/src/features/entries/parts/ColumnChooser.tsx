// Which columns stand in the table, and so in the files saved from it.
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Button } from '../../../shared/ui/Button';
import { CheckboxGroup } from '../../../shared/ui/Choice';
import { Dialog } from '../../../shared/ui/Dialog';
import { ALL, type ColumnId, FIXED, USUAL } from '../columns';

interface Props {
  names: Record<ColumnId, string>;
  shown: readonly ColumnId[];
  onChange: (shown: readonly ColumnId[]) => void;
}

export function ColumnChooser({ names, shown, onChange }: Props) {
  const { t } = useLingui();
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <Button icon="layers" aria-haspopup="dialog" onPress={() => setOpen(true)}>
        {t`الأعمدة`}
      </Button>
      <Dialog
        title={t`أعمدة الجدول`}
        isOpen={open}
        onClose={close}
        size="small"
        footer={
          <>
            <Button kind="primary" onPress={close}>
              {t`تم`}
            </Button>
            <Button kind="quiet" onPress={() => onChange(USUAL)}>
              {t`أعد المعتاد`}
            </Button>
          </>
        }
      >
        <CheckboxGroup<ColumnId>
          label={t`ما يظهر في الجدول`}
          help={t`تحفظ الملفات الأعمدة الظاهرة وحدها. يبقى اختيارك على هذا الجهاز.`}
          value={[...shown]}
          onChange={onChange}
          options={ALL.map((id) => ({ id, label: names[id], isDisabled: FIXED.includes(id) }))}
        />
      </Dialog>
    </>
  );
}
