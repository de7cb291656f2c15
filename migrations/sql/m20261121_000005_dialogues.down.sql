drop table dialogues;
