drop table send_pace;
