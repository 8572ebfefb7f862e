ALTER TYPE "public"."event_audience" ADD VALUE 'breakout';--> statement-breakpoint
CREATE TABLE "breakout" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "breakout_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"session_id" integer NOT NULL,
	"name" text NOT NULL,
	"removed_at" timestamp (3) with time zone,
	"help_account_id" integer,
	"help_asked_at" timestamp (3) with time zone,
	"word_account_id" integer,
	"open_page_id" integer,
	"lead_account_id" integer
);
--> statement-breakpoint
CREATE TABLE "breakout_assignment" (
	"session_id" integer NOT NULL,
	"account_id" integer NOT NULL,
	"breakout_id" integer NOT NULL,
	CONSTRAINT "breakout_assignment_session_id_account_id_pk" PRIMARY KEY("session_id","account_id")
);
--> statement-breakpoint
CREATE TABLE "breakout_visit" (
	"breakout_id" integer NOT NULL,
	"account_id" integer NOT NULL,
	CONSTRAINT "breakout_visit_breakout_id_account_id_pk" PRIMARY KEY("breakout_id","account_id")
);
--> statement-breakpoint
ALTER TABLE "board_page" ADD COLUMN "breakout_id" integer;--> statement-breakpoint
ALTER TABLE "chat_message" ADD COLUMN "breakout_id" integer;--> statement-breakpoint
ALTER TABLE "chat_message" ADD COLUMN "announcement" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "hand" ADD COLUMN "breakout_id" integer;--> statement-breakpoint
ALTER TABLE "live_session_participant" ADD COLUMN "breakout_id" integer;--> statement-breakpoint
ALTER TABLE "live_session_participant" ADD COLUMN "is_called" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "live_session_participant" ADD COLUMN "called_to_id" integer;--> statement-breakpoint
ALTER TABLE "recording_clip" ADD COLUMN "breakout_id" integer;--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "breakouts_may_choose" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "breakouts_may_return" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "breakouts_recorded" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "breakouts_opened_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "breakouts_ends_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "breakouts_closed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "session_event" ADD COLUMN "audience_breakout_id" integer;--> statement-breakpoint
ALTER TABLE "breakout" ADD CONSTRAINT "breakout_session_id_session_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."session"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "breakout" ADD CONSTRAINT "breakout_help_account_id_account_id_fk" FOREIGN KEY ("help_account_id") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "breakout" ADD CONSTRAINT "breakout_word_account_id_account_id_fk" FOREIGN KEY ("word_account_id") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "breakout" ADD CONSTRAINT "breakout_open_page_id_board_page_id_fk" FOREIGN KEY ("open_page_id") REFERENCES "public"."board_page"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "breakout" ADD CONSTRAINT "breakout_lead_account_id_account_id_fk" FOREIGN KEY ("lead_account_id") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "breakout_assignment" ADD CONSTRAINT "breakout_assignment_session_id_session_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."session"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "breakout_assignment" ADD CONSTRAINT "breakout_assignment_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "breakout_assignment" ADD CONSTRAINT "breakout_assignment_breakout_id_breakout_id_fk" FOREIGN KEY ("breakout_id") REFERENCES "public"."breakout"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "breakout_visit" ADD CONSTRAINT "breakout_visit_breakout_id_breakout_id_fk" FOREIGN KEY ("breakout_id") REFERENCES "public"."breakout"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "breakout_visit" ADD CONSTRAINT "breakout_visit_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "breakout_session" ON "breakout" USING btree ("session_id","id");--> statement-breakpoint
CREATE INDEX "breakout_assignment_breakout" ON "breakout_assignment" USING btree ("breakout_id");--> statement-breakpoint
ALTER TABLE "board_page" ADD CONSTRAINT "board_page_breakout_id_breakout_id_fk" FOREIGN KEY ("breakout_id") REFERENCES "public"."breakout"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chat_message" ADD CONSTRAINT "chat_message_breakout_id_breakout_id_fk" FOREIGN KEY ("breakout_id") REFERENCES "public"."breakout"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hand" ADD CONSTRAINT "hand_breakout_id_breakout_id_fk" FOREIGN KEY ("breakout_id") REFERENCES "public"."breakout"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "live_session_participant" ADD CONSTRAINT "live_session_participant_breakout_id_breakout_id_fk" FOREIGN KEY ("breakout_id") REFERENCES "public"."breakout"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "live_session_participant" ADD CONSTRAINT "live_session_participant_called_to_id_breakout_id_fk" FOREIGN KEY ("called_to_id") REFERENCES "public"."breakout"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recording_clip" ADD CONSTRAINT "recording_clip_breakout_id_breakout_id_fk" FOREIGN KEY ("breakout_id") REFERENCES "public"."breakout"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session_event" ADD CONSTRAINT "session_event_audience_breakout_id_breakout_id_fk" FOREIGN KEY ("audience_breakout_id") REFERENCES "public"."breakout"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "live_session_participant" ADD CONSTRAINT "live_session_participant_called" CHECK ("live_session_participant"."is_called" or "live_session_participant"."called_to_id" is null);--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_breakouts_end" CHECK ("session"."breakouts_ends_at" is null or "session"."breakouts_opened_at" is not null);--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_breakouts_ongoing" CHECK ("session"."breakouts_opened_at" is null or "session"."status" = 'ongoing');--> statement-breakpoint
UPDATE "session_event" SET "type" = 'participant.tab_changed' WHERE "type" = 'participant.moved';
