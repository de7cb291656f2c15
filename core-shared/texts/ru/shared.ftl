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
