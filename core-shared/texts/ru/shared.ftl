# Слова, которые встречаются в нескольких сообщениях.

date = { $weekday }, { $day } { $month }
date-with-year = { $day } { $month } { $year }
weekday-mon = пн
weekday-tue = вт
weekday-wed = ср
weekday-thu = чт
weekday-fri = пт
weekday-sat = сб
weekday-sun = вс
month-1 = января
month-2 = февраля
month-3 = марта
month-4 = апреля
month-5 = мая
month-6 = июня
month-7 = июля
month-8 = августа
month-9 = сентября
month-10 = октября
month-11 = ноября
month-12 = декабря
days-every-day = каждый день
days-workdays = по будням
span-days =
    { $count ->
        [one] { $count } день
        [few] { $count } дня
       *[many] { $count } дней
    }
span-weeks =
    { $count ->
        [one] { $count } неделя
        [few] { $count } недели
       *[many] { $count } недель
    }
span-months =
    { $count ->
        [one] { $count } месяц
        [few] { $count } месяца
       *[many] { $count } месяцев
    }
out-of-days =
    { $count ->
        [one] { $count } дня
       *[many] { $count } дней
    }
out-of-weeks =
    { $count ->
        [one] { $count } недели
       *[many] { $count } недель
    }
out-of-months =
    { $count ->
        [one] { $count } месяца
       *[many] { $count } месяцев
    }
streak = 🔥 { $span } подряд
streak-without-lapse = 🔥 { $span } без срыва
amount-of-goal = { $amount } из { $goal }
amount-and-limit = { $amount } (не больше { $goal })
goal-at-least = не меньше { $goal } в день
goal-at-most = не больше { $goal } в день
days-every-n =
    { $n ->
        [one] раз в { $n } день
        [few] раз в { $n } дня
       *[many] раз в { $n } дней
    }
days-of-month = каждый месяц: { $dates }
days-last-of-month = последний день
days-times-a-week =
    { $n ->
        [1] раз в неделю
        [one] { $n } раз в неделю
        [few] { $n } раза в неделю
       *[many] { $n } раз в неделю
    }
days-times-a-month =
    { $n ->
        [1] раз в месяц
        [one] { $n } раз в месяц
        [few] { $n } раза в месяц
       *[many] { $n } раз в месяц
    }
button-today = 📋 Сегодня

## Список дня

button-new = ➕ Новая привычка
button-habits = 📊 Привычки
button-settings = ⚙️ Настройки
today-headline = 📋 <b>{ $date }</b>
today-closed = 🗓 <b>{ $date }</b>
today-progress = { $done } из { $total }  { $bar }
today-all-done =
    { $done } из { $total }  { $bar }
    🎉 На сегодня всё!
today-no-habits = Привычек пока нет. Начните с малого: хватит и двух минут в день.
today-nothing-due = На сегодня ничего нет. Хорошего дня!
today-morning = — Утро —
today-day = — День —
today-evening = — Вечер —
today-any-time = — В любое время —
today-only-limits = Сегодня отмечать нечего, только не выйти за предел.
today-vacation = 🏖 Отпуск по { $date }: ничего делать не нужно.
today-limit = { $amount } (макс. { $limit })
day-headline-yesterday = 🗓 <b>{ $date }</b> · вчера
day-headline-ago =
    { $count ->
        [one] 🗓 <b>{ $date }</b> · { $count } день назад
        [few] 🗓 <b>{ $date }</b> · { $count } дня назад
       *[many] 🗓 <b>{ $date }</b> · { $count } дней назад
    }
day-nothing-due = Отмечать было нечего.
button-yesterday = ‹ Вчера
