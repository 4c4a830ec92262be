// The server words its refusals itself; here are those that read better with what this page knows.
import { msg } from '@lingui/core/macro';
import { registerProblems } from '../../shared/api/problems';

registerProblems({
  plan_stale: () => msg`تغيّر الملف أو البيانات بعد المعاينة. راجع المعاينة من جديد ثم نفّذ.`,
  import_invalid: () => msg`في الملف ما يجب تصحيحه. لم يُحفظ شيء منه.`,
});
