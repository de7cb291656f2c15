# Слова, которые встречаются в нескольких сообщениях.

date = { $weekday }, { $day } { $month }
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
streak =
    🔥 { $days ->
        [one] { $days } день
        [few] { $days } дня
       *[many] { $days } дней
    } подряд
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
