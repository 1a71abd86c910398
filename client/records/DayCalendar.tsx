/** A month to pick a day from, in the person's language, weeks from Monday. Reached by a lazy import: it is heavy. */
import { DatePicker } from '@mantine/dates';
import '@mantine/dates/styles.css';
import 'dayjs/locale/tr';
import { useLanguage } from '../i18n/language.ts';

interface DayCalendarProps {
  /** an ISO day */
  readonly value: string | null;
  readonly onPick: (day: string) => void;
}

export default function DayCalendar({ value, onPick }: DayCalendarProps) {
  const locale = useLanguage();
  return (
    <DatePicker
      size="sm"
      locale={locale}
      firstDayOfWeek={1}
      value={value}
      {...(value !== null && { defaultDate: value })}
      onChange={(day) => day !== null && onPick(day)}
    />
  );
}
