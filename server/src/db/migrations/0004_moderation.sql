CREATE TABLE "exemption" (
	"session_id" integer NOT NULL,
	"account_id" integer NOT NULL,
	"right" text NOT NULL,
	CONSTRAINT "exemption_session_id_account_id_right_pk" PRIMARY KEY("session_id","account_id","right")
);
--> statement-breakpoint
ALTER TABLE "booking" ADD COLUMN "is_cohost" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "live_session_participant" ADD COLUMN "screen_since" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "door_open" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "locks" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "screen_sharing" text DEFAULT 'one' NOT NULL;--> statement-breakpoint
ALTER TABLE "exemption" ADD CONSTRAINT "exemption_session_id_session_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."session"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exemption" ADD CONSTRAINT "exemption_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "booking" ADD CONSTRAINT "booking_cohost_is_approved" CHECK (not "booking"."is_cohost" or "booking"."status" = 'approved');