import { listed } from './listed.ts';

/** UCF101's actions with their words parted by `_`, as CoOp has them. */
export const UCF101_CLASSES = listed(`
  Apply_Eye_Makeup, Apply_Lipstick, Archery, Baby_Crawling, Balance_Beam, Band_Marching, Baseball_Pitch, Basketball,
  Basketball_Dunk, Bench_Press, Biking, Billiards, Blow_Dry_Hair, Blowing_Candles, Body_Weight_Squats, Bowling,
  Boxing_Punching_Bag, Boxing_Speed_Bag, Breast_Stroke, Brushing_Teeth, Clean_And_Jerk, Cliff_Diving, Cricket_Bowling,
  Cricket_Shot, Cutting_In_Kitchen, Diving, Drumming, Fencing, Field_Hockey_Penalty, Floor_Gymnastics, Frisbee_Catch,
  Front_Crawl, Golf_Swing, Haircut, Hammering, Hammer_Throw, Handstand_Pushups, Handstand_Walking, Head_Massage,
  High_Jump, Horse_Race, Horse_Riding, Hula_Hoop, Ice_Dancing, Javelin_Throw, Juggling_Balls, Jumping_Jack, Jump_Rope,
  Kayaking, Knitting, Long_Jump, Lunges, Military_Parade, Mixing, Mopping_Floor, Nunchucks, Parallel_Bars,
  Pizza_Tossing, Playing_Cello, Playing_Daf, Playing_Dhol, Playing_Flute, Playing_Guitar, Playing_Piano, Playing_Sitar,
  Playing_Tabla, Playing_Violin, Pole_Vault, Pommel_Horse, Pull_Ups, Punch, Push_Ups, Rafting, Rock_Climbing_Indoor,
  Rope_Climbing, Rowing, Salsa_Spin, Shaving_Beard, Shotput, Skate_Boarding, Skiing, Skijet, Sky_Diving,
  Soccer_Juggling, Soccer_Penalty, Still_Rings, Sumo_Wrestling, Surfing, Swing, Table_Tennis_Shot, Tai_Chi,
  Tennis_Swing, Throw_Discus, Trampoline_Jumping, Typing, Uneven_Bars, Volleyball_Spiking, Walking_With_Dog,
  Wall_Pushups, Writing_On_Board, Yo_Yo
`);
